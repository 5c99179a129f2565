// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The one door to the kernel: everything a call may answer is sorted here, once.
///
/// - A call interrupted by a signal (EINTR) is made again.
/// - "Not now" (EAGAIN) is a value where it can happen.
/// - EBADF and EFAULT are mistakes of this program: a descriptor used after its close may by now be somebody else's
///   connection, so the process stops before it answers the wrong peer.
/// - Any other failure is thrown with the name of the call.
enum SystemCall {
  /// Makes a call that answers -1 on failure and never "not now".
  @discardableResult
  static func make<Result: FixedWidthInteger>(_ name: String, _ call: () -> Result) throws(SystemError) -> Result {
    switch outcome(name, call) {
    case .success(let result): return result
    case .failure(let code): throw SystemError(call: name, code: code)
    }
  }

  /// Makes a call on a descriptor that may not be ready.
  static func makeNonblocking<Result: FixedWidthInteger>(
    _ name: String, _ call: () -> Result
  ) throws(SystemError) -> SystemCallResult {
    switch outcome(name, call) {
    case .success(let result): return .done(Int(result))
    case .failure(EAGAIN): return .wouldBlock
    case .failure(let code): throw SystemError(call: name, code: code)
    }
  }

  private enum Outcome<Value> {
    case success(Value)
    case failure(Int32)
  }

  private static func outcome<Result: FixedWidthInteger>(_ name: String, _ call: () -> Result) -> Outcome<Result> {
    while true {
      let result = call()
      guard result == -1 else { return .success(result) }
      let code = errno
      if code == EINTR { continue }
      precondition(code != EBADF && code != EFAULT, "\(name) was given a bad descriptor or address (errno \(code))")
      return .failure(code)
    }
  }
}
