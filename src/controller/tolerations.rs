//! The tolerations of a DaemonSet's Pods: the template's, and those that the controller adds.

use crate::{
    matching::{Difference, differences, tolerates},
    model::{
        daemon_set::PodSpec,
        duration::Duration,
        slips::slips,
        taint::{Taint, Toleration},
    },
};

/// A toleration of the Pod, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodToleration {
    /// The toleration.
    pub toleration: Toleration,
    /// Whether the controller puts it behind those of the template.
    pub added: bool,
    /// Its position in the template's `tolerations`; `None` for one that the controller puts at the end.
    pub index: Option<usize>,
}

const ADDED: [(&str, &str); 7] = [
    ("node.kubernetes.io/not-ready", "NoExecute"),
    ("node.kubernetes.io/unreachable", "NoExecute"),
    ("node.kubernetes.io/disk-pressure", "NoSchedule"),
    ("node.kubernetes.io/memory-pressure", "NoSchedule"),
    ("node.kubernetes.io/pid-pressure", "NoSchedule"),
    ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ADDED_WITH_HOST_NETWORK,
];
const ADDED_WITH_HOST_NETWORK: (&str, &str) = ("node.kubernetes.io/network-unavailable", "NoSchedule");

/// The Pod's tolerations, in order (upstream: `AddOrUpdateDaemonPodTolerations`): one of the template with the same
/// key, operator, value and effect is overwritten in its place and loses its `tolerationSeconds`; every other one that
/// the controller adds goes to the end.
pub fn pod_tolerations(spec: &PodSpec) -> Vec<PodToleration> {
    let mut all = Vec::new();
    for (index, toleration) in spec.tolerations.iter().enumerate() {
        all.push(PodToleration { toleration: toleration.clone(), added: false, index: Some(index) });
    }
    for (key, effect) in ADDED {
        if (key, effect) == ADDED_WITH_HOST_NETWORK && !spec.host_network {
            continue;
        }
        let toleration = Toleration {
            key: key.to_owned(),
            operator: "Exists".to_owned(),
            effect: effect.to_owned(),
            ..Toleration::default()
        };
        let mut present = false;
        for same in all.iter_mut().filter(|other| matches(&other.toleration, &toleration)) {
            same.toleration = toleration.clone();
            present = true;
        }
        if !present {
            all.push(PodToleration { toleration, added: true, index: None });
        }
    }
    all
}

/// How long a Pod stays under taints; `None` for ever, or where one of them is not tolerated. Of the tolerations that
/// match, the first for each taint, the least patient one counts (upstream: `getMinTolerationTime`).
pub fn patience(tolerations: &[PodToleration], taints: &[Taint]) -> Option<Duration> {
    let mut least: Option<u64> = None;
    for taint in taints {
        let used = tolerations.iter().find(|own| tolerates(&own.toleration, taint))?;
        if let Some(seconds) = used.toleration.toleration_seconds {
            let seconds = u64::try_from(seconds).unwrap_or(0);
            least = Some(least.map_or(seconds, |least| least.min(seconds)));
        }
    }
    least.map(Duration::from_secs)
}

/// Upstream: `Toleration.MatchToleration`. An empty operator is not `Equal` here.
fn matches(one: &Toleration, other: &Toleration) -> bool {
    one.key == other.key
        && one.effect == other.effect
        && one.operator == other.operator
        && one.value == other.value
}

/// The tolerations that came closest to a taint which none of them matches, with what does not fit: those with the fewest
/// differences, at most three. A toleration for quite another key did not come close.
pub(super) fn closest(tolerations: &[PodToleration], taint: &Taint) -> Vec<(PodToleration, Vec<Difference>)> {
    // Comparing spellings is slow; nobody who writes this many looks for a slip of the pen here.
    let few = tolerations.len() <= 32;
    let rated = |own: &PodToleration| {
        let differs = differences(&own.toleration, taint);
        let near = !differs.contains(&Difference::Key)
            || (few && !own.added && alike(&own.toleration.key, &taint.key));
        near.then_some(differs)
    };
    let mut fewest = usize::MAX;
    let mut nearest = Vec::new();
    for own in tolerations {
        let Some(differs) = rated(own) else { continue };
        if differs.len() < fewest {
            fewest = differs.len();
            nearest.clear();
        }
        if differs.len() == fewest && nearest.len() < 3 {
            nearest.push((own.clone(), differs));
        }
    }
    nearest
}

/// Whether one key is probably a slip of the pen for the other.
fn alike(one: &str, other: &str) -> bool {
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    longer <= 80 && longer - shorter <= 3 && slips(one, other) * 4 <= shorter.min(12)
}

#[cfg(test)]
mod tests {
    use super::pod_tolerations;
    use crate::model::daemon_set::PodSpec;

    /// A Pod spec as YAML, and how the Pod's tolerations begin: key, effect, position in the template, seconds.
    #[test]
    fn the_controller_adds_or_updates() {
        type Row = (&'static str, usize, &'static [(&'static str, &'static str, Option<usize>, Option<i64>)]);
        const NOT_READY: &str = "node.kubernetes.io/not-ready";
        const CASES: [Row; 5] = [
            (
                "{}",
                6,
                &[
                    (NOT_READY, "NoExecute", None, None),
                    ("node.kubernetes.io/unreachable", "NoExecute", None, None),
                ],
            ),
            ("{hostNetwork: true}", 7, &[(NOT_READY, "NoExecute", None, None)]),
            (
                "{tolerations: [{operator: Exists}]}",
                7,
                &[("", "", Some(0), None), (NOT_READY, "NoExecute", None, None)],
            ),
            // The same one is overwritten in its place and loses its seconds.
            (
                "{tolerations: [{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]}",
                6,
                &[
                    (NOT_READY, "NoExecute", Some(0), None),
                    ("node.kubernetes.io/unreachable", "NoExecute", None, None),
                ],
            ),
            // Another operator is another toleration.
            (
                "{tolerations: [{key: node.kubernetes.io/not-ready, effect: NoExecute, tolerationSeconds: 5}]}",
                7,
                &[(NOT_READY, "NoExecute", Some(0), Some(5)), (NOT_READY, "NoExecute", None, None)],
            ),
        ];
        for (spec, count, first) in CASES {
            let read = PodSpec::read(&serde_yaml::from_str(spec).unwrap()).unwrap();
            let found = pod_tolerations(&read);
            assert_eq!(found.len(), count, "{spec}");
            for (own, (key, effect, index, seconds)) in found.iter().zip(first) {
                let own_words = (own.toleration.key.as_str(), own.toleration.effect.as_str(), own.index);
                assert_eq!(
                    (own_words, own.toleration.toleration_seconds),
                    ((*key, *effect, *index), *seconds),
                    "{spec}"
                );
                assert_eq!(own.added, index.is_none(), "{spec}");
            }
        }
    }
}
