// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// What `cassette` has in its pod: the token of its ServiceAccount in a file, and no other right than that account's.
struct ServiceAccountKubeconfig {
  enum Way: String {
    /// Straight to the API server.
    case address
    /// By a proxy that a case can take away: `Inputs/bin/proxy`.
    case proxy
  }

  private let folder: TemporaryFolder
  /// The kubeconfig of somebody who may ask for tokens.
  private let admin: String
  /// There are no accounts here, so the administrator's token has to do.
  private let isAdmin: Bool
  let proxyPort: UInt16

  init(folder: TemporaryFolder, admin: String, isAdmin: Bool = false) throws {
    self.folder = folder
    self.admin = admin
    self.isAdmin = isAdmin
    proxyPort = try FreePort.find()
  }

  func path(by way: Way) -> String { "\(folder.path)/service-account/\(way.rawValue)" }

  /// Once the account exists.
  func write() async throws {
    let request = #"{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":7200}}"#
    try folder.write("service-account/request.json", request)
    _ = try await ShellCommand(
      text: """
        set -e
        umask 077
        cd '\(folder.path)/service-account'
        export KUBECONFIG='\(admin)'
        view() { kubectl config view --raw --minify --flatten -o jsonpath="{$1}"; }
        \(isAdmin ? ownToken : accountToken) >token
        server=$(view .clusters[0].cluster.server)
        authority=$PWD/authority.crt
        view .clusters[0].cluster.certificate-authority-data | base64 --decode >"$authority"
        for way in "\(Way.address) $server" "\(Way.proxy) https://127.0.0.1:\(proxyPort)"; do
          export KUBECONFIG=$PWD/${way% *}
          kubectl config set-cluster test --server "${way#* }" --certificate-authority "$authority"
          kubectl config set users.cassette.tokenFile "$PWD/token"
          kubectl config set-context cassette --cluster test --user cassette
          kubectl config use-context cassette
        done
        """
    ).succeed()
  }
  private let ownToken = "view .users[0].user.token"
  private let accountToken = """
    kubectl create --raw /api/v1/namespaces/cassette-system/serviceaccounts/cassette/token -f request.json |
      python3 -c 'import json, sys; print(json.load(sys.stdin)["status"]["token"], end="")'
    """
}
