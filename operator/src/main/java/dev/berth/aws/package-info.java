/// The ports that AWS stands behind, on the AWS SDK; every exception of the SDK ends here.
///
/// It must not decide anything: what to do is the plan's, when to try again is the pass's.
package dev.berth.aws;
