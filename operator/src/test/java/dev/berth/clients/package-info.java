/// The simulator, seen by clients that nobody here wrote: Terraform, the AWS CLI, boto3. A test
/// whose client is not on this machine says so and is skipped.
package dev.berth.clients;
