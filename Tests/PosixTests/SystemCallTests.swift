// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing

@testable import Posix

@Suite struct SystemCallTests {
  /// A call that fails with each of these numbers in turn and then answers 7.
  struct Script {
    var failures: [Int32]
    var calls = 0

    mutating func call() -> Int {
      calls += 1
      guard !failures.isEmpty else { return 7 }
      errno = failures.removeFirst()
      return -1
    }
  }

  @Test("a call that a signal interrupted is made again")
  func interrupted() throws {
    var script = Script(failures: [EINTR, EINTR])
    #expect(try SystemCall.make("test") { script.call() } == 7)
    #expect(script.calls == 3)
  }

  @Test("not now is a value")
  func wouldBlock() throws {
    var script = Script(failures: [EINTR, EAGAIN])
    #expect(try SystemCall.makeNonblocking("test") { script.call() } == .wouldBlock)
    #expect(try SystemCall.makeNonblocking("test") { script.call() } == .done(7))
  }

  @Test("a failure names the call and says what the system says")
  func failure() {
    var script = Script(failures: [EACCES])
    let error = #expect(throws: SystemError.self) { try SystemCall.make("bind") { script.call() } }
    #expect(error == SystemError(call: "bind", code: EACCES))
    #expect(error?.description == "bind: Permission denied (errno 13)")
    #expect(error?.on("[::1]:443").description == "bind [::1]:443: Permission denied (errno 13)")
  }

  @Test("an error number that nobody knows is still printed")
  func unknownNumber() {
    #expect(SystemError(call: "read", code: 4711).description == "read: Unknown error 4711 (errno 4711)")
  }

  @Test("a bad descriptor stops the process: it is a mistake of ours")
  func badDescriptor() async {
    await #expect(processExitsWith: .failure) {
      errno = 0
      _ = try SystemCall.make("read") { read(-1, nil, 0) }
    }
  }

  @Test("errors of the peer and of exhausted resources are told apart")
  func kinds() {
    #expect(SystemError(call: "recv", code: ECONNRESET).meansPeerLeft)
    #expect(!SystemError(call: "recv", code: ENOMEM).meansPeerLeft)
    #expect(SystemError(call: "accept4", code: EMFILE).meansOutOfResources)
    #expect(!SystemError(call: "accept4", code: EPIPE).meansOutOfResources)
  }
}
