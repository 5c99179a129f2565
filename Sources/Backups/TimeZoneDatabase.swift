// SPDX-License-Identifier: Apache-2.0

private import Synchronization

/// The time zones of this machine, read when first asked for.
package final class TimeZoneDatabase: Sendable {
  /// The folders Go looks in, in its order.
  package static let system = TimeZoneDatabase(folders: [
    "/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo",
  ])

  /// The largest zone file has 4 KiB, the list of names 110 KiB.
  private static let largestFile = 1 << 20
  /// There are 600 names; aliases by `./` are not worth keeping.
  private static let cached = 1_024

  private struct Cache {
    var zones: [String: TimeZoneRules] = [:]
    var names: [String]?
  }

  private let folders: [ZoneFolder]
  private let cache = Mutex(Cache())

  package init(folders: [String]) {
    self.folders = folders.map(ZoneFolder.init)
  }

  /// The zone of that name, by the laws of Go's `time.LoadLocation`: empty is UTC.
  package func zone(named name: String) throws(TimeZoneError) -> TimeZoneRules {
    if name.isEmpty || name == "UTC" { return .utc }
    if name == "Local" { throw .local }
    guard !name.contains(".."), !name.hasPrefix("/"), !name.hasPrefix("\\") else { throw .path }
    // A name with a zero byte would be cut there by the system and find another file; names beyond ASCII, which no zone
    // has, may be equal to one as strings (the Kelvin sign is a K) and find it in the cache.
    guard name.utf8.count <= 255, name.utf8.allSatisfy({ $0 > 0 && $0 < 0x80 }) else { throw .unknown(meant: nil) }
    if let zone = cache.withLock({ $0.zones[name] }) { return zone }
    let zone = try load(name)
    cache.withLock { cache in
      if cache.zones.count >= Self.cached { cache.zones.removeAll() }
      cache.zones[name] = zone
    }
    return zone
  }

  private func load(_ name: String) throws(TimeZoneError) -> TimeZoneRules {
    var isDamaged = false
    for folder in folders {
      guard let bytes = folder.read(name, limit: Self.largestFile) else { continue }
      if let zone = try? TimeZoneRules(name: name, bytes: bytes) { return zone }
      isDamaged = true
    }
    if isDamaged { throw .damaged }
    guard folders.contains(where: \.exists) else { throw .noDatabase }
    throw .unknown(meant: ZoneNames.meant(by: name, among: names))
  }

  /// All names, from the first folder that has a list of them; empty if none has.
  package var names: [String] {
    if let names = cache.withLock({ $0.names }) { return names }
    let names = folders.lazy.compactMap(names(in:)).first ?? []
    cache.withLock { $0.names = names }
    return names
  }

  private func names(in folder: ZoneFolder) -> [String]? {
    if let source = folder.read("tzdata.zi", limit: Self.largestFile) { return ZoneNames.inSource(source) }
    return folder.read("zone1970.tab", limit: Self.largestFile).map(ZoneNames.inTable)
  }
}
