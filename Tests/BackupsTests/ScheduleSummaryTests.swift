// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Schedules in words")
struct ScheduleSummaryTests {
  @Test(
    "a schedule is said in words",
    arguments: [
      ("@daily", "daily at 00:00 UTC"), ("0 0 * * *", "daily at 00:00 UTC"),
      ("30 2,14 * * *", "daily at 02:30 and 14:30 UTC"),
      ("*/15 * * * *", "every 15 minutes"), ("* * * * *", "every minute"), ("@hourly", "every hour"),
      ("5/15 * * * *", "at minutes 5, 20, 35, 50 of every hour"), ("7 * * * *", "at minute 7 of every hour"),
      ("0-10,30,31 * * * *", "at minutes 0-10, 30, 31 of every hour"),
      ("CRON_TZ=Europe/Paris 30 2 * * 1", "Mondays at 02:30 Europe/Paris"),
      ("0 3 * * 1-5", "Mondays to Fridays at 03:00 UTC"),
      ("0 3 * * 0,3,6", "Sundays, Wednesdays and Saturdays at 03:00 UTC"),
      ("0 3 1 * *", "on day 1 of every month at 03:00 UTC"),
      ("0 3 1,15 3 *", "on days 1, 15 in March at 03:00 UTC"),
      ("0 3 * 6-8 *", "daily in June, July and August at 03:00 UTC"),
      ("0 0 13 * 5", "on day 13 of the month or on Fridays at 00:00 UTC"), ("0 0 1-31 * 1", "daily at 00:00 UTC"),
      ("0 0 13 1 5", "on day 13 of the month or on Fridays, in January at 00:00 UTC"),
      ("*/15 9-17 * * 1-5", "every 15 minutes of hours 9-17 on Mondays to Fridays UTC"),
      ("*/15 * * * 1", "every 15 minutes on Mondays UTC"), ("*/10 * * 2 *", "every 10 minutes in February UTC"),
      ("0 */2 * * *", "at minute 0 of hours 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22 UTC"),
      ("@every 90s", "every 90 seconds"), ("@every 1s", "every second"), ("@every 6h", "every 6 hours"),
      ("@every 24h", "every day"),
      ("@every 1h30m", "every 90 minutes"), ("@every 1h0m1s", "every 1h0m1s"), (", * * * *", "never"),
    ])
  func words(text: String, words: String) throws {
    #expect(ScheduleSummary(of: try CronParsingTests.parse(text), in: .utc).description == words)
  }

  @Test(
    "runs in a day and the shortest gap between two are counted",
    arguments: [
      ("0 0 * * *", 1, 86_400), ("*/5 * * * *", 288, 300), ("0,1 * * * *", 48, 60), ("59 23,0 * * *", 2, 3_600),
      ("58 * * * *", 24, 3_600), ("0,59 0,23 * * *", 4, 60), ("@every 90s", 960, 90), ("@every 100h", 1, 360_000),
      ("* * * * *", 1_440, 60), (", * * * *", 0, 86_400),
    ] as [(String, Int, Int64)])
  func frequency(text: String, runs: Int, gap: Int64) throws {
    let frequency = ScheduleFrequency(of: try CronParsingTests.parse(text))
    #expect(frequency.runsPerDay == runs)
    #expect(frequency.shortestGap == gap)
  }
}
