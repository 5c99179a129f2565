// SPDX-License-Identifier: Apache-2.0
import Posix

@testable import HTTPServer

/// A client and a codec that hand each other everything until both are silent.
final class HTTP2Conversation {
  let client: HTTP2ClientSession
  let driver: HTTP2CodecDriver
  /// What the application answers; nil to let the request wait.
  var answer: (HTTPRequest) -> HTTPResponse? = { request in
    HTTPResponse(status: 200, contentType: "text/plain", body: Array("\(request.path) \(request.body.count)".utf8))
  }
  private(set) var events: [CodecEvent] = []
  private(set) var mostHeld = 0
  private(set) var clientIsContent = true

  init(limits: Limits = Limits(), opensWindows: Bool = true) {
    client = HTTP2ClientSession(opensWindows: opensWindows)
    driver = HTTP2CodecDriver(limits: limits, greeted: false)
  }

  func run(chunk: Int = 16_384) {
    var isSilent = false
    while !isSilent {
      let toServer = client.output()
      for start in stride(from: 0, to: toServer.count, by: chunk) {
        handle(driver.send(Array(toServer[start..<min(start + chunk, toServer.count)])))
        mostHeld = max(mostHeld, driver.codec.heldBodyBytes)
      }
      let toClient = driver.bytes()
      clientIsContent = client.input(toClient) && clientIsContent
      isSilent = toServer.isEmpty && toClient.isEmpty
    }
  }

  private func handle(_ new: [CodecEvent]) {
    events += new
    for event in new {
      switch event {
      case .request(let stream, let request):
        if let response = answer(request) { driver.codec.respond(response, to: stream) }
      case .refusal(let stream, let refusal):
        let text = Array(refusal.reason.utf8)
        driver.codec.respond(HTTPResponse(status: refusal.status, contentType: "text/plain", body: text), to: stream)
      case .cancelled: break
      }
    }
  }
}
