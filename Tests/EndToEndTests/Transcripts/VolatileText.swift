// SPDX-License-Identifier: Apache-2.0

/// Replaces what differs from run to run, and nothing else.
enum VolatileText {
  static func replaced(in text: String) -> String {
    text
      .replacing(
        /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})/, with: "<time>"
      )
      .replacing(/\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b/, with: "<date>")
      // Cut off where a warning is as long as it may be.
      .replacing(/\b20[0-9]{2}-[0-9T:-]*…/, with: "<time>…")
      .replacing(/(127\.0\.0\.1|\[::1\]|localhost):[0-9]{4,5}/, with: "<loopback>")
      .replacing(/\.svc:[0-9]{4,5}/, with: ".svc:<port>")
      .replacing(/\bport [0-9]+ after [0-9]+ ms/, with: "port <port> after <time>")
      // Made by the API server from generateName.
      .replacing(/\bgenerated-[a-z0-9]{5}\b/, with: "generated-<five>")
      // The last column of kubectl get.
      .replacing(/\ {3,}[0-9]+s\n/, with: "   <age>\n")
      // The one that says how long ago something happened, before the time when it happens next.
      .replacing(/\ [0-9]+s\ {3,}(?=<age>|<time>)/, with: " <age>   ")
      .replacing(/\/tmp\/[^\s"']+/, with: "<path>")
  }
}
