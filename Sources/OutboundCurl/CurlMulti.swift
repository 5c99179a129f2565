// SPDX-License-Identifier: Apache-2.0
private import CCurl

/// The one door to libcurl's multi interface: owns the handle, its connections and its caches.
///
/// `@unchecked Sendable`: the pointer never changes; `wake` is the one function that libcurl allows at any time from any
/// thread (curl_multi_wakeup(3)), and all that `CurlMailbox` calls; the others are called by the one `CurlThread`, after `init`
/// and before `deinit`, so one thread at a time, which is what libcurl asks for (libcurl-thread(3)).
final class CurlMulti: @unchecked Sendable {
  private let pointer: UnsafeMutableRawPointer

  init?(_ limits: Limits) {
    CurlLibrary.prepare()
    guard let pointer = curl_multi_init() else { return nil }
    self.pointer = pointer
    Self.check(CCurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, limits.idleConnections))
  }

  /// Closes the connections that are left.
  deinit { Self.check(curl_multi_cleanup(pointer)) }

  /// Ends a `wait` that is under way, or else the next one.
  func wake() { Self.check(curl_multi_wakeup(pointer)) }

  func add(_ transfer: CurlTransfer) { Self.check(curl_multi_add_handle(pointer, transfer.handle)) }

  func remove(_ transfer: CurlTransfer) { Self.check(curl_multi_remove_handle(pointer, transfer.handle)) }

  /// Does what can be done without waiting; transfers are called back.
  func perform() {
    var running: Int32 = 0
    Self.check(curl_multi_perform(pointer, &running))
  }

  /// The next transfer that has come to its end, which is still to be removed.
  func nextEnd() -> CurlTransfer.End? {
    var left: Int32 = 0
    while let message = curl_multi_info_read(pointer, &left) {
      guard message.pointee.msg == CURLMSG_DONE else { continue }
      return CurlTransfer.End(message.pointee.easy_handle, message.pointee.data.result.rawValue)
    }
    return nil
  }

  func wait(milliseconds: Int32) {
    Self.check(curl_multi_poll(pointer, nil, 0, milliseconds, nil))
  }

  /// libcurl answers anything else only to a handle that is none, a call from a callback, or when memory is out.
  private static func check(_ code: CURLMcode) {
    precondition(code == CURLM_OK, "libcurl cannot go on: \(String(cString: curl_multi_strerror(code)))")
  }
}
