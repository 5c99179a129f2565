// SPDX-License-Identifier: Apache-2.0

/// Elements in their order, each once. Finding a place takes as many comparisons as their number has bits; what is behind
/// it moves.
struct Sorted<Element: Comparable & Sendable>: Sendable {
  private(set) var elements: [Element] = []

  var isEmpty: Bool { elements.isEmpty }

  mutating func insert(_ element: Element) {
    let position = position(of: element)
    guard !isAt(position, element) else { return }
    elements.insert(element, at: position)
  }

  mutating func remove(_ element: Element) {
    let position = position(of: element)
    guard isAt(position, element) else { return }
    elements.remove(at: position)
  }

  private func isAt(_ position: Int, _ element: Element) -> Bool {
    position < elements.count && elements[position] == element
  }

  /// Of the first that is not before it.
  private func position(of element: Element) -> Int {
    var (low, high) = (0, elements.count)
    while low < high {
      let middle = low + (high - low) / 2
      if elements[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Dictionary {
  /// Leaves nothing behind where it was the last.
  mutating func remove<Element>(_ element: Element, under key: Key) where Value == Sorted<Element> {
    self[key]?.remove(element)
    if self[key]?.isEmpty == true { self[key] = nil }
  }
}
