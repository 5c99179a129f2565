// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// The one door to the library.
///
/// OpenSSL reports failures in a queue of the thread, and does not empty it before a call: what another connection left
/// there would be taken for ours. So the queue is emptied before each call and drained into values after a failure.
enum OpenSSL {
  /// Makes a call that answers a new object, or NULL on failure.
  @discardableResult
  static func make<Pointer>(_ operation: String, _ call: () -> Pointer?) throws(TLSError) -> Pointer {
    emptyQueue()
    guard let pointer = call() else { throw failure(of: operation) }
    return pointer
  }

  /// Makes a call that answers one object after the other, and at the end NULL with a reason that says so.
  static func next<Pointer>(
    _ operation: String, endsWith end: Int32, _ call: () -> Pointer?
  ) throws(TLSError) -> Pointer? {
    emptyQueue()
    if let pointer = call() { return pointer }
    guard ERR_GET_REASON(ERR_peek_last_error()) == end else { throw failure(of: operation) }
    return nil
  }

  /// Makes a call that answers a positive number on success.
  @discardableResult
  static func check<Result: BinaryInteger>(_ operation: String, _ call: () -> Result) throws(TLSError) -> Result {
    emptyQueue()
    let result = call()
    guard result > 0 else { throw failure(of: operation) }
    return result
  }

  /// What came of one step of a connection; not being able to go on without the peer is no failure.
  enum Step {
    case done
    case wantsInput
    /// The peer has said that it will send no more.
    case closed
  }

  /// Makes a call that advances a connection and answers 1 when it is done.
  static func step(_ operation: String, _ ssl: OpaquePointer, _ call: () -> Int32) throws(TLSError) -> Step {
    emptyQueue()
    let result = call()
    if result == 1 { return .done }
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ: return .wantsInput
    case SSL_ERROR_ZERO_RETURN: return .closed
    default: throw failure(of: operation)
    }
  }

  /// The queue is nearly always empty already, and looking is much cheaper than emptying.
  private static func emptyQueue() {
    if ERR_peek_error() != 0 { ERR_clear_error() }
  }

  private static func failure(of operation: String) -> TLSError {
    var reasons: [String] = []
    var isAboutPeerCertificate = false
    while let (code, reason) = nextReason() {
      reasons.append(reason)
      isAboutPeerCertificate = isAboutPeerCertificate || rejectsPeerCertificate(code)
    }
    return TLSError(operation: operation, reasons: reasons, isAboutPeerCertificate: isAboutPeerCertificate)
  }

  private static func rejectsPeerCertificate(_ code: UInt) -> Bool {
    ERR_GET_LIB(code) == ERR_LIB_SSL
      && [SSL_R_CERTIFICATE_VERIFY_FAILED, SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE].contains(ERR_GET_REASON(code))
  }

  private static func nextReason() -> (code: UInt, text: String)? {
    var data: UnsafePointer<CChar>?
    var flags: Int32 = 0
    let code = ERR_get_error_all(nil, nil, nil, &data, &flags)
    guard code != 0 else { return nil }
    return (code, text(code, flags & ERR_TXT_STRING == 0 ? nil : data))
  }

  /// - Parameter data: what belongs to this one error.
  private static func text(_ code: UInt, _ data: UnsafePointer<CChar>?) -> String {
    let reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
    let library = ERR_lib_error_string(code).map { " (\(String(cString: $0)))" } ?? ""
    guard let data, data.pointee != 0 else { return reason + library }
    return "\(reason)\(library): \(String(cString: data))"
  }
}
