//! What the template risks, and which Pod Security Standards admit it.

use serde::Serialize;
use tsify::Tsify;

use super::{Range, risk_words};
use crate::{
    diagnostic::{self, FieldPath},
    security::{self, Denial, Level},
};

/// Which of the Pod Security Standards admit a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct PodSecurity {
    /// The strictest level that admits it: `privileged`, `baseline` or `restricted`.
    pub level: &'static str,
    /// What the API server says against it at baseline, behind `violates PodSecurity "baseline:latest": `; absent where it is admitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// The same at restricted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restricted: Option<String>,
    /// The checks that the template does not pass; those of baseline first, each level in the order of their names.
    pub checks: Vec<SecurityCheck>,
}

/// A check of the Pod Security Standards that a template does not pass (upstream: `policy.Check`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct SecurityCheck {
    /// Upstream's name of it, as `hostPathVolumes`.
    pub id: &'static str,
    /// The level that it belongs to: `baseline` or `restricted`.
    pub level: &'static str,
    /// Upstream's `ForbiddenReason`.
    pub reason: &'static str,
    /// Upstream's `ForbiddenDetail`.
    pub detail: String,
    /// The fields that decide, in the order of the checks' walk; those that would have to be set are absent from the manifest.
    pub paths: Vec<FieldPlace>,
}

/// A field of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct FieldPlace {
    /// The field, as the API server prints paths.
    pub path: String,
    /// Where it stands; of an absent one, what is around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// One thing that a template risks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct Risk {
    /// Kubernetes' own name: `hostNetwork`, `hostPID`, `hostIPC`, `privileged`, `hostProcess`, `hostPath`, `hostPort`, `capability`,
    /// `allowPrivilegeEscalation`, `runAsUser`, `runAsNonRoot`, `seccompProfile`, `appArmorProfile`, and `dnsPolicy`, which is no risk and
    /// means something else with `hostNetwork`.
    pub kind: &'static str,
    /// The field, as the API server prints paths.
    pub path: String,
    /// Where it stands; of an absent one, what is around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// What it comes to, in one sentence without a final period.
    pub what: String,
    /// The strictest level of the Pod Security Standards that admits it: `privileged`, `baseline` or `restricted`.
    pub level: &'static str,
    /// The container, or for a `hostPath` the volume; empty where it is about the whole Pod.
    pub owner: String,
    /// What is set: the path on the node, the port, the capability; empty where nothing is.
    pub value: String,
    /// Where a `hostPath` is mounted; empty for anything else, and for one that no container mounts.
    pub mounts: Vec<RiskMount>,
}

/// A mount of a `hostPath`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RiskMount {
    /// The container.
    pub container: String,
    /// Where it is mounted there.
    pub mount_path: String,
    /// Whether it cannot be written to.
    pub read_only: bool,
    /// The field, as the API server prints paths.
    pub path: String,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// Looks a field's place up.
type Place<'a> = &'a dyn Fn(&FieldPath) -> Option<diagnostic::Range>;

impl PodSecurity {
    /// The levels' answer to a template, by the checks that it does not pass.
    pub fn of(denials: Vec<Denial>, place: Place<'_>) -> Self {
        let level = level(security::strictest(&denials));
        let baseline = security::forbidden(&denials, Level::Baseline);
        let restricted = security::forbidden(&denials, Level::Restricted);
        let mut checks = Vec::new();
        for denial in denials {
            let mut paths = Vec::new();
            for path in &denial.paths {
                let (path, range) = at(path, place);
                paths.push(FieldPlace { path, range });
            }
            let level = self::level(denial.level);
            checks.push(SecurityCheck {
                id: denial.id,
                level,
                reason: denial.reason,
                detail: denial.detail,
                paths,
            });
        }
        Self { level, baseline, restricted, checks }
    }
}

impl Risk {
    /// What a template risks, in words and with places.
    pub fn all(risks: Vec<security::Risk>, place: Place<'_>) -> Vec<Self> {
        let mut all = Vec::new();
        for found in risks {
            let mut mounts = Vec::new();
            let what = risk_words::what(&found);
            for mount in found.mounts {
                let (path, range) = at(&mount.path, place);
                mounts.push(RiskMount {
                    container: mount.container,
                    mount_path: mount.at,
                    read_only: mount.read_only,
                    path,
                    range,
                });
            }
            let (path, range) = at(&found.path, place);
            all.push(Self {
                kind: found.kind,
                path,
                range,
                what,
                level: level(found.level),
                owner: found.owner,
                value: found.value,
                mounts,
            });
        }
        all
    }
}

/// The access to the host among risks, in a few words each, as `PodSummary.hostAccess` has it.
pub fn host_access(risks: &[security::Risk]) -> Vec<String> {
    let mut all = Vec::new();
    for risk in risks {
        all.push(match risk.kind {
            "hostNetwork" | "hostPID" | "hostIPC" => risk.kind.to_owned(),
            "privileged" => ["privileged (container ", &risk.owner, ")"].concat(),
            "hostPath" => ["hostPath ", &risk.value, " (", risk_words::access(&risk.mounts), ")"].concat(),
            "hostPort" => ["hostPort ", &risk.value].concat(),
            _ => continue,
        });
    }
    all
}

fn at(path: &FieldPath, place: Place<'_>) -> (String, Option<Range>) {
    (path.to_string(), place(path).map(Into::into))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Privileged => "privileged",
        Level::Baseline => "baseline",
        Level::Restricted => "restricted",
    }
}
