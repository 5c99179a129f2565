// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel

extension EventQueue {
  func add(_ notice: Notice, about observed: Observed) async {
    let subject = observed.subject
    await add(
      Event(notice.isWarning ? .warning : .normal, notice.reason, notice.message),
      about: ObjectReference(subject.kind.resource, subject.key, uid: observed.object.uid ?? ""))
  }
}
