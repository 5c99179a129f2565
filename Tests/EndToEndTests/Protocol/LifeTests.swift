// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// From ready to drained.
struct LifeTests {
  @Test("probes and metrics are served beside the reviews")
  func health() async throws {
    try await LoneServer.run { lone in
      let health = lone.server.healthURL
      #expect(try await lone.lines("\(lone.curl) \(health)/healthz") == ["ok", "200"])
      #expect(try await lone.lines("\(lone.curl) \(health)/readyz") == ["ok", "200"])
      let metrics = try await lone.lines("\(lone.curl) \(health)/metrics")
      #expect(metrics.last == "200")
      #expect(metrics.contains { $0.hasPrefix("# TYPE cassette_") })
    }
  }

  @Test("a server that is told to stop says so, finishes what it began, and ends well", .timeLimit(.minutes(1)))
  func drain() async throws {
    try await LoneServer.run { lone in
      // A review of which the first half is sent, and the second when it is asked for.
      let review = Task {
        try await lone.lines(
          """
          mkfifo second-half
          { head --bytes=500 '\(LoneServer.review)'; cat second-half; } |
            \(lone.curl) --http1.1 --request POST --upload-file - --header 'Content-Type: application/json' \
              --trace-ascii trace \(lone.url)/validate
          """)
      }
      try await wait(for: "the first half to be sent") {
        (try? String(contentsOfFile: "\(lone.folder.path)/trace", encoding: .utf8))?.contains("=> Send data") == true
      }
      lone.server.send(SIGTERM)
      try await wait(for: "the server to be not ready") {
        try await lone.lines("\(lone.curl) \(lone.server.healthURL)/readyz").last == "503"
      }
      // Whoever has not noticed yet is still answered.
      let late = try await lone.lines("\(lone.curl) \(lone.sendReview)")
      #expect(late.last == "200")
      _ = try await lone.lines("tail --bytes=+501 '\(LoneServer.review)' >second-half")
      let answer = try await review.value
      #expect(answer.last == "200")
      #expect(answer.first?.contains(LoneServer.uid) == true)
      #expect(await lone.server.exitCode == 0)
    }
  }

  @Test("nothing listens any more after the end")
  func gone() async throws {
    let settings = try await LoneServer.run { lone in
      lone.server.send(SIGTERM)
      #expect(await lone.server.exitCode == 0)
      return lone.server.settings
    }
    #expect(FreePort.isFree(settings.port) && FreePort.isFree(settings.healthPort))
  }

  @Test("certificate files that change are used for new connections", .timeLimit(.minutes(1)))
  func newCertificate() async throws {
    try await LoneServer.run { lone in
      let new = "\(lone.folder.path)/new"
      try await LoneServer.makeCertificates(in: new)
      let trustingNew = "\(lone.curl) --cacert '\(new)/ca.crt' \(lone.sendReview)"
      #expect(try await lone.lines(trustingNew).last == "000")
      _ = try await lone.lines("mv '\(new)/tls.crt' '\(new)/tls.key' '\(lone.certificates)/'")
      try await wait(for: "the new certificate") { try await lone.lines(trustingNew).last == "200" }
      #expect(
        try await lone.lines("\(lone.curl) \(lone.sendReview)").last == "000", "the old authority did not issue it")
    }
  }
}
