// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// What is served now: what is built in, and what the stored definitions add.
struct ServedResources: Sendable {
  let all: [ServedResource]
  let discovery: Discovery

  init(_ store: ObjectStore) {
    // What is no definition was refused when it was to be stored.
    let definitions = store.objects(.definitions).filter { !KubeObject($0).isBeingDeleted }
      .compactMap { try? CustomResourceDefinition($0) }
    all = BuiltInResources.all + definitions.flatMap(\.resources)
    discovery = Discovery(all)
  }

  func resource(group: String, version: String, plural: String) -> ServedResource? {
    all.first { $0.resource.group == group && $0.resource.version == version && $0.resource.plural == plural }
  }

  /// The version in which objects of a type are stored.
  func stored(_ type: ResourceType) -> ServedResource? { all.first { $0.storage == type && $0.isStored } }
}
