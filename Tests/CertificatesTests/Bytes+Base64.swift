// SPDX-License-Identifier: Apache-2.0
import Foundation

extension [UInt8] {
  var base64: String { Data(self).base64EncodedString() }
}
