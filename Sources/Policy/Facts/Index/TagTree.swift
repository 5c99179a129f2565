// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel

/// Backups by their tags: all tags in a tree begin with what it stands for, and those in a subtree with more. What a tag
/// begins with is on the way to it, and what begins with it hangs below, so both are found in a time that the length of the
/// tag bounds, however many there are. A tag has at most `SnapshotTag.longest` bytes, and so many levels has a tree.
struct TagTree: Sendable {
  /// Begins with what the tree stands for: some tag that is or was in it.
  private let text: String
  /// How many bytes of the text that is.
  private let length: Int
  /// The first byte that sets it apart from the trees beside it, kept here so that a search does not follow each text.
  private var mark: UInt8 = 0
  /// Those whose tag is no longer.
  private var backups = Sorted<TaggedBackup>()
  /// By their marks.
  private var subtrees: [TagTree] = []

  /// Of all tags.
  init() {
    self.init("", 0)
  }

  private init(_ text: String, _ length: Int) {
    self.text = text
    self.length = length
  }

  /// The tree as a subtree of one that stands for so many of its bytes.
  private func below(_ length: Int) -> TagTree {
    var tree = self
    tree.mark = text.utf8Span.span[length]
    return tree
  }

  var isEmpty: Bool { backups.isEmpty && subtrees.isEmpty }
}

extension TagTree {
  mutating func insert(_ fact: BackupFact, _ tag: String) {
    guard tag.utf8.count > length else { return backups.insert(TaggedBackup(fact: fact)) }
    let position = position(of: tag)
    let shared = sharedBytes(tag, position)
    if shared == length {
      subtrees.insert(TagTree(tag, tag.utf8.count).below(length), at: position)
    } else if shared < subtrees[position].length {
      var fork = TagTree(tag, shared).below(length)
      fork.subtrees = [subtrees[position].below(shared)]
      subtrees[position] = fork
    }
    subtrees[position].insert(fact, tag)
  }

  mutating func remove(_ fact: BackupFact, _ tag: String) {
    guard tag.utf8.count > length else { return backups.remove(TaggedBackup(fact: fact)) }
    let position = position(of: tag)
    guard position < subtrees.count, sharedBytes(tag, position) == subtrees[position].length else { return }
    subtrees[position].remove(fact, tag)
    guard subtrees[position].backups.isEmpty else { return }
    switch subtrees[position].subtrees.count {
    case 0: subtrees.remove(at: position)
    case 1: subtrees[position] = subtrees[position].subtrees[0].below(length)
    default: break
    }
  }
}

extension TagTree {
  /// Adds what is here to the neighbours of a backup with that tag: as its twin one that has completed under the tag, and to
  /// the relatives first those whose tag this one begins with, the shortest before all, then those whose tag begins with it.
  func add(_ tag: String, except key: ObjectKey, to neighbours: inout BackupNeighbours) {
    guard tag.utf8.count > length else {
      neighbours.twin = backups.elements.prefix(2).first { $0.isTwin && $0.fact.key != key }?.fact
      return addSubtrees(except: key, to: &neighbours)
    }
    addOwn(except: key, to: &neighbours)
    let position = position(of: tag)
    let shared = sharedBytes(tag, position)
    if position < subtrees.count, shared == subtrees[position].length {
      subtrees[position].add(tag, except: key, to: &neighbours)
    } else if shared == tag.utf8.count {
      subtrees[position].addAll(except: key, to: &neighbours)
    }
  }

  private func addAll(except key: ObjectKey, to neighbours: inout BackupNeighbours) {
    addOwn(except: key, to: &neighbours)
    addSubtrees(except: key, to: &neighbours)
  }

  private func addSubtrees(except key: ObjectKey, to neighbours: inout BackupNeighbours) {
    for tree in subtrees {
      guard neighbours.tagRelatives.count < BackupNeighbours.mostTagRelatives else { return }
      tree.addAll(except: key, to: &neighbours)
    }
  }

  private func addOwn(except key: ObjectKey, to neighbours: inout BackupNeighbours) {
    let missing = BackupNeighbours.mostTagRelatives - neighbours.tagRelatives.count
    guard missing > 0, !backups.isEmpty else { return }
    let others = backups.elements.prefix(missing + 1).lazy.map(\.fact).filter { $0.key != key }
    neighbours.tagRelatives += others.prefix(missing)
  }
}

extension TagTree {
  /// Of the subtree whose first byte is that of the tag, or where it would have to be.
  private func position(of tag: String) -> Int {
    let byte = tag.utf8Span.span[length]
    var position = 0
    while position < subtrees.count, subtrees[position].mark < byte { position += 1 }
    return position
  }

  /// How many bytes a tag begins with are those of that subtree; there may be none there.
  private func sharedBytes(_ tag: String, _ position: Int) -> Int {
    guard position < subtrees.count else { return length }
    let mine = subtrees[position].text.utf8Span.span
    let theirs = tag.utf8Span.span
    var shared = length
    let end = min(subtrees[position].length, theirs.count)
    while shared < end, mine[shared] == theirs[shared] { shared += 1 }
    return shared
  }
}
