//! A cluster from nothing: everything that happens in it while people change it.

use super::{
    change::Change,
    cluster::{Cluster, Moment, What},
    run::drive,
    timings::Timings,
    world::World,
};
use crate::{
    controller::{Ledger, Rules, Status},
    model::{duration::Duration, list::Listed, time::Time},
};

/// What happens in a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The names of the nodes that ever were, in the order in which they came.
    pub nodes: Vec<String>,
    /// Everything that happens to Pods, in order.
    pub happenings: Vec<Happening>,
    /// The statuses that the controller writes, each time that one differs from the one before; of several at one time
    /// the last.
    pub statuses: Vec<(Duration, Status)>,
}

/// Something that happens to a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When, from the beginning.
    pub at: Duration,
    /// On which node, as a position in [`Course::nodes`].
    pub node: usize,
    /// To which Pod; they are numbered from 0 in the order of their creation.
    pub pod: usize,
    /// The number of the template that it is made from, from 0; equal templates have one number.
    pub template: usize,
    /// What.
    pub what: What,
    /// When it is available from then on, if nothing changes, where it has become ready.
    pub available: Option<Duration>,
}

/// The course of a cluster that is empty at first, in which others do this. Without an `end` it goes on until nothing more
/// happens.
pub fn course(changes: &[(Duration, Change)], timings: &Timings, end: Option<Duration>) -> Course {
    let start = Time::from_seconds(0);
    let mut world = World::empty(Ledger::new(Rules::default(), start), timings);
    drive(&mut world, changes, end, start, &mut |_| {});
    let cluster = &world.cluster;
    Course {
        happenings: cluster.log().iter().map(|moment| Happening::of(moment, cluster, start)).listed(),
        statuses: cluster.statuses().iter().map(|(at, status)| (at.since(start), *status)).listed(),
        nodes: world.names.into_iter().map(Into::into).listed(),
    }
}

impl Happening {
    pub(super) fn of(moment: &Moment, cluster: &Cluster, start: Time) -> Self {
        Self {
            at: moment.at.since(start),
            node: moment.node,
            pod: moment.pod,
            template: cluster.template_of(moment.pod),
            what: moment.what,
            available: moment.available.map(|from| from.since(start)),
        }
    }
}
