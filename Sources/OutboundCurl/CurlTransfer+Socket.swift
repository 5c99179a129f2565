// SPDX-License-Identifier: Apache-2.0
private import CCurl
private import Glibc
internal import Outbound

/// Sockets that no program started meanwhile inherits, and of which the kernel notices that the peer has vanished
/// without a word, also where we send it nothing.
extension CurlTransfer {
  func setSocketFunctions() throws(TransportError) {
    // A connection ends when the last process that holds it closes it. libcurl leaves its own open to every child.
    try easy.setSocketMaker { _, _, address in
      guard let address = address?.pointee else { return CURL_SOCKET_BAD }
      return socket(address.family, address.socktype | Int32(SOCK_CLOEXEC.rawValue), address.protocol)
    }
    try easy.set(CURLOPT_SOCKOPTDATA, Unmanaged.passUnretained(self).toOpaque())
    try easy.setSocketFunction { context, socket, _ in
      guard let context else { return CURL_SOCKOPT_ERROR }
      return CurlTransfer.from(context).prepare(socket) ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR
    }
  }

  private func prepare(_ socket: Int32) -> Bool {
    let tcp = Int32(IPPROTO_TCP)
    return Self.set(socket, SOL_SOCKET, SO_KEEPALIVE, 1)
      && Self.set(socket, tcp, TCP_KEEPIDLE, Int32(limits.keepaliveIdle.components.seconds))
      && Self.set(socket, tcp, TCP_KEEPINTVL, Int32(limits.keepaliveInterval.components.seconds))
      && Self.set(socket, tcp, TCP_KEEPCNT, limits.keepaliveProbes)
      && Self.set(socket, tcp, TCP_USER_TIMEOUT, limits.deadPeerTimeout.wholeMilliseconds)
  }

  private static func set(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) -> Bool {
    var value = value
    return setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
  }
}
