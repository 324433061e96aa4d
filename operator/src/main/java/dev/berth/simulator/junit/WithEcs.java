package dev.berth.simulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gives each test an ECS of its own, on a port of the loopback interface. Parameters of a test, of
/// `@BeforeEach` and of `@AfterEach` may be a [dev.berth.simulator.Simulator], a [java.net.URI]
/// (the endpoint), or an [EcsAccess] (endpoint, region and credentials, as variables too).
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(EcsExtension.class)
public @interface WithEcs {
  /// The same seed and the same calls give the same world, ids included.
  long seed() default 1;

  /// How many times as fast as real its clock runs. With 0 it stands still until
  /// `Simulator.advance` moves it.
  double speed() default 0;

  /// A scenario: JSON, or the name of a resource on the class path, such as `/bad-day.json`. Its
  /// own seed counts when it states one.
  String scenario() default "";

  /// Whether what is written is seen late.
  boolean eventual() default false;

  /// The only operations that a test may call, as patterns with `*`: any other call fails it. All
  /// that the simulator knows are allowed when there are none.
  String[] expected() default {};

  /// Whether a call fails its test that the simulator does not know.
  boolean strict() default true;
}
