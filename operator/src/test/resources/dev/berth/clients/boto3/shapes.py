"""What an answer may hold by botocore's model. Everything that differs is named with its path."""

import json
import re
from xml.etree import ElementTree

INTEGERS = ("integer", "long")
NUMBERS = ("float", "double")
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def lies(operation, status, body):
    """What is wrong with a good answer, as a list of sentences."""
    service = operation.service_model
    shape = operation.output_shape
    if service.protocol in ("json", "rest-json"):
        if not body:
            return [] if shape is None or not shape.members else ["an empty body"]
        answer = json.loads(body)
        if shape is None:
            return [] if answer == {} else [f"members that nobody knows: {sorted(answer)}"]
        return list(_json(shape, answer, "", service))
    return list(_document(operation, shape, ElementTree.fromstring(body)))


def _name(member, key):
    return member.serialization.get("name", key)


def _json(shape, value, path, service):
    kind = shape.type_name
    if kind == "structure":
        yield from _structure(shape, value, path, service)
    elif kind == "list":
        if not isinstance(value, list):
            yield f"{path} is no list: {value!r}"
            return
        yield from _size(shape, len(value), path)
        for index, each in enumerate(value):
            yield from _json(shape.member, each, f"{path}[{index}]", service)
    elif kind == "map":
        if not isinstance(value, dict):
            yield f"{path} is no map: {value!r}"
            return
        for key, each in value.items():
            yield from _json(shape.key, key, f"{path} key", service)
            yield from _json(shape.value, each, f"{path}.{key}", service)
    else:
        yield from _leaf(shape, value, path, service)


def _structure(shape, value, path, service):
    if getattr(shape, "is_document_type", False):
        return
    if not isinstance(value, dict):
        yield f"{path} is no structure: {value!r}"
        return
    names = {_name(member, key): member for key, member in shape.members.items()}
    for key, each in value.items():
        if key not in names:
            yield f"{path}.{key} is not in the model of {shape.name}"
        elif each is None:
            yield f"{path}.{key} is null"
        else:
            yield from _json(names[key], each, f"{path}.{key}", service)
    for key in shape.required_members:
        member = shape.members[key]
        if member.serialization.get("location") is None and _name(member, key) not in value:
            yield f"{path}.{key} is missing: {shape.name} requires it"


def _leaf(shape, value, path, service):
    kind = shape.type_name
    fits = {
        "string": isinstance(value, str),
        "character": isinstance(value, str),
        "blob": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "timestamp": _time(shape, value),
    }
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind in INTEGERS:
        fit = number and isinstance(value, int)
    elif kind in NUMBERS:
        fit = number
    else:
        fit = fits[kind]
    if not fit:
        yield f"{path} is no {kind}: {value!r}"
        return
    if kind == "string":
        yield from _text(shape, value, path)
    elif kind in INTEGERS + NUMBERS:
        yield from _size(shape, value, path)


def _time(shape, value):
    if shape.serialization.get("timestampFormat") == "iso8601":
        return isinstance(value, str) and ISO.fullmatch(value) is not None
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _text(shape, value, path):
    if shape.enum and value not in shape.enum:
        yield f"{path} is {value!r}, and may be {', '.join(shape.enum)}"
    yield from _size(shape, len(value), path)
    pattern = shape.metadata.get("pattern")
    if pattern and not shape.enum and not _matches(pattern, value):
        yield f"{path} is {value!r}, which does not match {pattern}"


def _matches(pattern, value):
    for posix, python in ((r"\p{L}", r"\w"), (r"\p{Z}", r"\s"), (r"\p{N}", r"\d")):
        pattern = pattern.replace(posix, python)
    # What Java's and Perl's expressions have and Python's have not is not judged.
    if r"\p" in pattern or r"\u" in pattern or "[:" in pattern:
        return True
    return re.fullmatch(pattern, value, re.DOTALL) is not None


def _size(shape, size, path):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield f"{path} has {size}, below {least}"
    if most is not None and size > most:
        yield f"{path} has {size}, above {most}"


def _tag(element):
    return element.tag.rsplit("}", 1)[-1]


def _document(operation, shape, root):
    """Query and EC2: XML, of which all leaves are texts."""
    if _tag(root) != operation.name + "Response":
        yield f"the root is {_tag(root)}"
    children = {_tag(each): each for each in root}
    if operation.service_model.protocol == "ec2":
        if "requestId" not in children:
            yield "requestId is missing"
        inner = [each for each in root if _tag(each) != "requestId"]
        yield from _members(shape, inner, "", "item")
        return
    metadata = children.pop("ResponseMetadata", None)
    if metadata is None or metadata.find("{*}RequestId") is None:
        yield "ResponseMetadata.RequestId is missing"
    wrapper = shape and shape.serialization.get("resultWrapper")
    unknown = sorted(set(children) - {wrapper})
    if unknown:
        yield f"elements that nobody knows: {unknown}"
    if wrapper:
        if wrapper not in children:
            yield f"{wrapper} is missing"
        else:
            yield from _members(shape, list(children[wrapper]), "", "member")


def _members(shape, elements, path, item):
    names = {}
    for key, member in shape.members.items():
        flat = member.type_name == "list" and member.serialization.get("flattened")
        names[_name(member.member, key) if flat else _name(member, key)] = member
    seen = set()
    for each in elements:
        tag = _tag(each)
        seen.add(tag)
        if tag not in names:
            yield f"{path}.{tag} is not in the model of {shape.name}"
            continue
        member = names[tag]
        flat = member.type_name == "list" and member.serialization.get("flattened")
        yield from _element(member.member if flat else member, each, f"{path}.{tag}", item)
    for key in shape.required_members:
        if _name(shape.members[key], key) not in seen:
            yield f"{path}.{key} is missing: {shape.name} requires it"


def _element(shape, element, path, item):
    kind = shape.type_name
    if kind == "structure":
        yield from _members(shape, list(element), path, item)
    elif kind == "list":
        name = shape.member.serialization.get("name", item)
        for index, each in enumerate(element):
            if _tag(each) != name:
                yield f"{path} has {_tag(each)}, not {name}"
            yield from _element(shape.member, each, f"{path}[{index}]", item)
    elif kind == "map":
        for each in element:
            yield f"{path} is a map of XML, which nobody answers: {_tag(each)}"
    else:
        yield from _inline(shape, element, path)


def _inline(shape, element, path):
    text = element.text or ""
    if len(element):
        yield f"{path} is no {shape.type_name}"
        return
    forms = {
        "boolean": r"true|false",
        "integer": r"-?\d+",
        "long": r"-?\d+",
        "float": r"-?\d+(\.\d+)?",
        "double": r"-?\d+(\.\d+)?",
        "timestamp": ISO.pattern,
    }
    form = forms.get(shape.type_name)
    if form is None:
        yield from _text(shape, text, path)
    elif re.fullmatch(form, text) is None:
        yield f"{path} is no {shape.type_name}: {text!r}"
