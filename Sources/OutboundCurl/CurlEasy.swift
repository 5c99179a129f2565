// SPDX-License-Identifier: Apache-2.0
internal import CCurl
private import Glibc
internal import Outbound

/// Owns an easy handle, which is one request to libcurl, and the memory that libcurl borrows for it.
struct CurlEasy: ~Copyable {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  init() throws(TransportError) {
    CurlLibrary.prepare()
    guard let pointer = curl_easy_init() else { throw .unusable("libcurl has no memory for a request") }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    let code = CCurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
    precondition(code == CURLE_OK, "every libcurl takes a buffer for its errors")
  }

  deinit {
    curl_easy_cleanup(pointer)
    for list in lists { curl_slist_free_all(list) }
    errorText.deallocate()
  }

  /// What libcurl says about the failure: in its own words, or else those of the code, and why the kernel did not connect.
  ///
  /// Its own words may repeat the URL of a proxy, where a password can be; then they are not used.
  func reason(for code: CURLcode) -> String {
    let words = String(cString: errorText)
    let isUsable = !words.isEmpty && !words.contains("://") && !words.contains("@")
    let reason = isUsable ? words : String(cString: curl_easy_strerror(code))
    let number = Int32(truncatingIfNeeded: CCurl_get_long(pointer, CURLINFO_OS_ERRNO))
    guard code == CURLE_COULDNT_CONNECT, number != 0 else { return reason }
    return "\(reason) (\(String(cString: strerror(number))))"
  }

  func set(_ option: CURLoption, _ value: Bool) throws(TransportError) { try set(option, value ? 1 : 0) }

  func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
    try check(CCurl_set_long(pointer, option, value))
  }

  func set(_ option: CURLoption, offset: Int) throws(TransportError) {
    try check(CCurl_set_offset(pointer, option, curl_off_t(offset)))
  }

  func set(_ option: CURLoption, _ value: String?) throws(TransportError) {
    try check(CCurl_set_text(pointer, option, value))
  }

  func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) throws(TransportError) {
    try check(CCurl_set_pointer(pointer, option, value))
  }

  /// libcurl copies the bytes.
  func set(_ option: CURLoption, blob bytes: [UInt8]) throws(TransportError) {
    let code = bytes.withUnsafeBytes { bytes in
      var blob = curl_blob(
        data: UnsafeMutableRawPointer(mutating: bytes.baseAddress), len: bytes.count, flags: UInt32(CURL_BLOB_COPY))
      return CCurl_set_blob(pointer, option, &blob)
    }
    try check(code)
  }

  mutating func set(_ option: CURLoption, list lines: [String]) throws(TransportError) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      // The first call makes the list; later ones answer the same pointer.
      guard let longer = curl_slist_append(list, line) else { break }
      list = longer
    }
    guard let list else { return }
    lists.append(list)
    try check(CCurl_set_list(pointer, option, list))
  }

  func set(_ option: CURLoption, function: curl_write_callback) throws(TransportError) {
    try check(CCurl_set_write(pointer, option, function))
  }

  func setReadFunction(_ function: curl_read_callback) throws(TransportError) {
    try check(CCurl_set_read(pointer, function))
  }

  func setSocketFunction(_ function: curl_sockopt_callback) throws(TransportError) {
    try check(CCurl_set_sockopt(pointer, function))
  }

  func setSocketMaker(_ function: curl_opensocket_callback) throws(TransportError) {
    try check(CCurl_set_opensocket(pointer, function))
  }

  private func check(_ code: CURLcode) throws(TransportError) {
    guard code == CURLE_OK else {
      throw .unusable("libcurl does not take an option: \(String(cString: curl_easy_strerror(code)))")
    }
  }
}
