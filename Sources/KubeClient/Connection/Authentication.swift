// SPDX-License-Identifier: Apache-2.0

/// How a request proves who sent it. A client certificate is part of the connection and may come beside this.
package enum Authentication: Sendable, Equatable {
  case none
  case token(Secret)
  case basic(user: String, password: Secret)
  /// A file that somebody else keeps up to date.
  case tokenFile(String)
  case command(ExecPlugin)
}

extension Authentication: CustomStringConvertible {
  package var description: String {
    switch self {
    case .none: "no authentication"
    case .token: "a token"
    case .basic(let user, _): "the password of \(user)"
    case .tokenFile(let path): "the token in \(path)"
    case .command(let plugin): "the credentials of \(plugin.command)"
    }
  }
}
