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
  /// Those whose tag is no longer.
  private var backups = Sorted<TaggedBackup>()
  /// By their first byte.
  private var subtrees: [TagTree] = []

  /// Of all tags.
  init() {
    self.init("", 0)
  }

  private init(_ text: String, _ length: Int) {
    self.text = text
    self.length = length
  }

  var isEmpty: Bool { backups.isEmpty && subtrees.isEmpty }
}

extension TagTree {
  mutating func insert(_ fact: BackupFact, _ tag: String) {
    guard tag.utf8.count > length else { return backups.insert(TaggedBackup(fact: fact)) }
    let position = position(of: tag)
    let shared = sharedBytes(tag, position)
    if shared == length {
      subtrees.insert(TagTree(tag, tag.utf8.count), at: position)
    } else if shared < subtrees[position].length {
      var fork = TagTree(tag, shared)
      fork.subtrees = [subtrees[position]]
      subtrees[position] = fork
    }
    subtrees[position].insert(fact, tag)
  }

  mutating func remove(_ fact: BackupFact, _ tag: String) {
    guard tag.utf8.count > length else { return backups.remove(TaggedBackup(fact: fact)) }
    let position = position(of: tag)
    guard leads(to: tag, position) else { return }
    subtrees[position].remove(fact, tag)
    guard subtrees[position].backups.isEmpty else { return }
    switch subtrees[position].subtrees.count {
    case 0: subtrees.remove(at: position)
    case 1: subtrees[position] = subtrees[position].subtrees[0]
    default: break
    }
  }
}

extension TagTree {
  /// One that has completed under a tag.
  func twin(_ tag: String, except key: ObjectKey) -> BackupFact? {
    guard tag.utf8.count > length else {
      return backups.elements.prefix(2).first { $0.isTwin && $0.fact.key != key }?.fact
    }
    let position = position(of: tag)
    return leads(to: tag, position) ? subtrees[position].twin(tag, except: key) : nil
  }

  /// Adds those whose tag this one begins with, the shortest first, then those whose tag begins with it, until there are
  /// as many as are wanted.
  func addRelatives(of tag: String, except key: ObjectKey, to found: inout [BackupFact], most: Int) {
    guard tag.utf8.count > length else {
      for tree in subtrees { tree.addAll(except: key, to: &found, most: most) }
      return
    }
    addOwn(except: key, to: &found, most: most)
    let position = position(of: tag)
    if leads(to: tag, position) {
      subtrees[position].addRelatives(of: tag, except: key, to: &found, most: most)
    } else if sharedBytes(tag, position) == tag.utf8.count {
      subtrees[position].addAll(except: key, to: &found, most: most)
    }
  }

  private func addAll(except key: ObjectKey, to found: inout [BackupFact], most: Int) {
    addOwn(except: key, to: &found, most: most)
    for tree in subtrees where found.count < most { tree.addAll(except: key, to: &found, most: most) }
  }

  private func addOwn(except key: ObjectKey, to found: inout [BackupFact], most: Int) {
    for backup in backups.elements where backup.fact.key != key {
      guard found.count < most else { return }
      found.append(backup.fact)
    }
  }
}

extension TagTree {
  /// Of the subtree whose first byte is that of the tag, or where it would have to be.
  private func position(of tag: String) -> Int {
    let byte = tag.utf8Span.span[length]
    return subtrees.firstIndex { $0.text.utf8Span.span[length] >= byte } ?? subtrees.count
  }

  /// Whether the tag is in that subtree, if it is in the tree.
  private func leads(to tag: String, _ position: Int) -> Bool {
    position < subtrees.count && sharedBytes(tag, position) == subtrees[position].length
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
