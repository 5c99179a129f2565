// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPServer

@Suite("Body budget")
struct BodyBudgetTests {
  @Test("below the budget everybody may go on")
  func below() {
    var budget = BodyBudget(bytes: 1000)
    budget.change(by: 1000)
    #expect(budget.admits(1000, among: 500))
  }

  @Test("above it, only those within an equal share may")
  func above() {
    var budget = BodyBudget(bytes: 1000)
    budget.change(by: 1001)
    #expect(budget.admits(100, among: 10))
    #expect(!budget.admits(101, among: 10))
  }

  @Test("what is given back is there for others")
  func givenBack() {
    var budget = BodyBudget(bytes: 1000)
    budget.change(by: 1500)
    budget.change(by: -500)
    #expect(budget.held == 1000)
    #expect(budget.admits(900, among: 10))
  }
}
