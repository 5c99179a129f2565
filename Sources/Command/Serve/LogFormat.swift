// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Logging

enum LogFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  case text, json

  /// Logs go to standard error.
  func bootstrap(level: Logger.Level) {
    LoggingSystem.bootstrap { label in
      var handler: any LogHandler =
        switch self {
        case .text: StreamLogHandler.standardError(label: label)
        case .json: JSONLogHandler(label: label)
        }
      handler.logLevel = level
      return handler
    }
  }
}
