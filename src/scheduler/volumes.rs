//! How many volumes a node's drivers can attach, and whether it has the driver (upstream: `NodeVolumeLimits`, with the gate
//! `VolumeLimitScaling`).

use super::filter::{Reason, Scene};
use crate::model::{meta::StringMap, value::Value};

impl Scene<'_> {
    /// Why the Pod's volumes cannot be attached here. Where no node's drivers were pasted, they can.
    pub(super) fn unattachable(&self) -> Option<Reason> {
        let storage = &self.cluster.pods.storage;
        if self.incoming.mounts.is_empty() || !storage.has_nodes {
            return None;
        }
        let node = storage.spec("CSINode", self.node.name());
        let drivers = node.list("drivers");
        let find = |name: &str| drivers.iter().find(|driver| driver.text("name") == name);
        let migrates = !node.is_null();
        let mut wanted = StringMap::new();
        storage.attachable(&self.incoming.mounts, "", migrates, &mut wanted);
        for driver in wanted.values() {
            if find(driver).is_none() && storage.is_needed(driver) {
                return Some(Reason::NoDriver(driver.clone()));
            }
        }
        let mut used = StringMap::new();
        for (_, pod) in self.pods() {
            storage.attachable(&pod.mounts, "", migrates, &mut used);
        }
        if let Some(old) = self.beside {
            // What is made for it is not what is made for the new one.
            storage.attachable(&old.mounts, "before", migrates, &mut used);
        }
        without(&mut wanted, &used);
        self.left_attached(migrates, &mut used);
        for driver in wanted.values() {
            let count = find(driver).and_then(|driver| driver.pointer("/allocatable/count"));
            let Some(allocatable) = count.and_then(Value::as_i64) else { continue };
            let (requested, used) = (number(&wanted, driver), number(&used, driver));
            if used + requested > allocatable {
                return Some(Reason::Volumes { driver: driver.clone(), requested, used, allocatable });
            }
        }
        None
    }

    /// Adds what is attached without a Pod here that uses it; but for what is detached as Pods leave before.
    fn left_attached(&self, migrates: bool, used: &mut StringMap) {
        let storage = &self.cluster.pods.storage;
        let (mut leaving, mut attached) = (StringMap::new(), StringMap::new());
        for number in self.cluster.on(self.cluster.root(self.number)) {
            if let Some(pod) = self.cluster.pod(*number)
                && !self.present.contains(number)
                && !self.gone.contains(number)
            {
                storage.attachable(&pod.mounts, "", migrates, &mut leaving);
            }
        }
        storage.attached(self.node.name(), &mut attached);
        without(&mut attached, &leaving);
        for (volume, driver) in &attached {
            used.insert(volume.clone(), driver.clone());
        }
    }
}

fn without(volumes: &mut StringMap, others: &StringMap) {
    for volume in others.keys() {
        volumes.remove(volume.as_str());
    }
}

/// How many of the volumes are a driver's.
fn number(volumes: &StringMap, driver: &str) -> i64 {
    let mut number = 0;
    for other in volumes.values() {
        number += i64::from(other == driver);
    }
    number
}
