//! What Pods request and nodes have.

use crate::model::{
    find::{has, holds},
    fleet::NodeRef,
    list::Keeping,
    quantity::Quantity,
    value::Value,
    whole::whole,
};

/// An amount of a resource: its number among [`Resources`], and thousandths for cpu, whole units for all others.
pub type Amount = (usize, i64);

/// The names of resources, by number.
#[derive(Clone, Debug)]
pub struct Resources {
    names: Vec<Box<str>>,
}

/// The number of `cpu`.
pub(super) const CPU: usize = 0;
/// The number of `pods`.
pub(super) const PODS: usize = 3;

impl Default for Resources {
    fn default() -> Self {
        Self { names: ["cpu", "memory", "ephemeral-storage", "pods"].map(Into::into).into() }
    }
}

impl Resources {
    /// The name of a resource; empty for a number that is none.
    pub fn name(&self, number: usize) -> &str {
        self.names.get(number).map_or("", |name| name)
    }

    /// The number of a resource, which is known from then on; `None` for a name that the scheduler does not count
    /// (upstream: `IsScalarResourceName`).
    fn number(&mut self, name: &str) -> Option<usize> {
        let known = self.names.iter().position(|own| **own == *name);
        let extended = holds(name, '/') && (!name.starts_with("requests.") || has(name, "kubernetes.io/"));
        if known.is_none() && (extended || is_huge(name) || name.starts_with("attachable-volumes-")) {
            self.names.push(name.into());
            return Some(self.names.len() - 1);
        }
        known
    }

    /// The amounts of a list, in thousandths of all resources.
    fn read(&mut self, list: Option<&Value>) -> Vec<Amount> {
        let mut amounts = Vec::new();
        let Some(list) = list.and_then(Value::as_object) else { return amounts };
        for (name, value) in list {
            if let Some(number) = self.number(name) {
                amounts.push((
                    number,
                    value.as_str().map_or_else(|| thousandths(&value.to_string()), thousandths),
                ));
            }
        }
        amounts
    }

    /// What a node has to give, of the amounts as they are written.
    pub(super) fn allocatable(&mut self, node: NodeRef<'_>) -> Vec<Amount> {
        let mut amounts = Vec::new();
        for (name, amount) in node.allocatable() {
            if let Some(number) = self.number(name) {
                amounts.push((number, thousandths(amount)));
            }
        }
        in_units(amounts)
    }

    /// What a Pod requests, with the defaults of a Pod that is created (upstream: `PodRequests` after `SetDefaults_Pod`): of its
    /// containers or, if that is more, of what runs while it is initialised; what the Pod itself says in place of that; its
    /// overhead. Of a Pod that is being resized, the most of what is wanted, allotted and in force.
    pub(super) fn requested(&mut self, spec: &Value, status: &Value) -> Vec<Amount> {
        let resized = Resized::of(status);
        let wanted = self.of_containers(spec, &resized, View::Wanted);
        let mut sum = wanted.clone();
        if resized.any {
            if resized.infeasible {
                sum.clear();
            }
            if let (Some(allotted), Some(in_force)) =
                (status.get("allocatedResources"), status.pointer("/resources/requests"))
            {
                most(&mut sum, &self.read(Some(allotted)));
                most(&mut sum, &self.read(Some(in_force)));
            } else {
                most(&mut sum, &self.of_containers(spec, &resized, View::Allotted));
                most(&mut sum, &self.of_containers(spec, &resized, View::InForce));
            }
        }
        let mut own = self.read(spec.pointer("/resources/requests"));
        let limits = self.read(spec.pointer("/resources/limits"));
        if !own.is_empty() || !limits.is_empty() {
            // What it does not say is what its containers want together, or else its limit.
            for list in [&wanted, &limits] {
                fill(&mut own, list);
            }
        }
        if !own.is_empty() && status.get("resources").is_some() {
            if resized.infeasible {
                own.clear();
            }
            most(&mut own, &self.read(status.pointer("/resources/requests")));
            most(&mut own, &self.read(status.get("allocatedResources")));
        }
        own.keep(&|(number, _)| *number == CPU || *number == CPU + 1 || is_huge(self.name(*number)));
        join(&mut sum, &own, |_, own| own);
        add(&mut sum, &self.read(spec.get("overhead")));
        in_units(sum)
    }

    fn of_containers(&mut self, spec: &Value, resized: &Resized<'_>, view: View) -> Vec<Amount> {
        let (mut sum, mut sidecars, mut first) = (Vec::new(), Vec::new(), Vec::new());
        for container in spec.list("containers") {
            add(&mut sum, &self.of_container(container, resized, view));
        }
        for container in spec.list("initContainers") {
            let mut own = self.of_container(container, resized, view);
            if container.text("restartPolicy") == "Always" {
                add(&mut sum, &own);
                add(&mut sidecars, &own);
                most(&mut first, &sidecars);
            } else {
                add(&mut own, &sidecars);
                most(&mut first, &own);
            }
        }
        most(&mut sum, &first);
        sum
    }

    fn of_container(&mut self, container: &Value, resized: &Resized<'_>, view: View) -> Vec<Amount> {
        let status = if matches!(view, View::Wanted) { &Value::Null } else { resized.status(container) };
        let in_force = status.pointer("/resources/requests").filter(|_| matches!(view, View::InForce));
        if let Some(list) = in_force.or_else(|| status.get("allocatedResources")) {
            return self.read(Some(list));
        }
        if resized.infeasible && !matches!(view, View::Wanted) {
            return Vec::new();
        }
        let mut requests = self.read(container.pointer("/resources/requests"));
        fill(&mut requests, &self.read(container.pointer("/resources/limits")));
        requests
    }
}

/// Which of a container's requests is meant.
#[derive(Clone, Copy)]
enum View {
    Wanted,
    Allotted,
    InForce,
}

/// What the status of a Pod says of its containers' resources.
struct Resized<'a> {
    status: &'a Value,
    /// Whether it says anything.
    any: bool,
    /// Whether the node can never give what is wanted.
    infeasible: bool,
}

const STATUSES: [&str; 2] = ["containerStatuses", "initContainerStatuses"];

impl<'a> Resized<'a> {
    fn of(status: &'a Value) -> Self {
        let told =
            |value: &Value| value.get("allocatedResources").is_some() || value.get("resources").is_some();
        let pending = |condition: &&Value| condition.text("type") == "PodResizePending";
        let pending = status.list("conditions").iter().find(pending);
        let infeasible =
            pending.and_then(|found| found.get("reason")).and_then(Value::as_str) == Some("Infeasible");
        let any = told(status) || STATUSES.iter().any(|list| status.list(list).iter().any(told));
        Self { status, any: any || infeasible, infeasible }
    }

    /// The status of a container.
    fn status(&self, container: &Value) -> &'a Value {
        let name = container.get("name");
        let found = STATUSES
            .iter()
            .find_map(|list| self.status.list(list).iter().find(|status| status.get("name") == name));
        found.unwrap_or(&Value::Null)
    }
}

fn is_huge(name: &str) -> bool {
    name.starts_with("hugepages-")
}

/// The amount of a resource; 0 where there is none.
pub(super) fn amount(list: &[Amount], number: usize) -> i64 {
    list.iter().find(|(own, _)| *own == number).map_or(0, |(_, amount)| *amount)
}

/// Adds amounts.
pub(super) fn add(list: &mut Vec<Amount>, more: &[Amount]) {
    join(list, more, i64::saturating_add);
}

/// Keeps the larger amounts.
fn most(list: &mut Vec<Amount>, other: &[Amount]) {
    join(list, other, Ord::max);
}

/// Takes amounts in of which there are none.
fn fill(list: &mut Vec<Amount>, more: &[Amount]) {
    join(list, more, |own, _| own);
}

/// Takes amounts in; of two for one resource, what is made of them.
fn join(list: &mut Vec<Amount>, more: &[Amount], of_two: fn(i64, i64) -> i64) {
    for (number, amount) in more {
        match list.iter_mut().find(|(own, _)| own == number) {
            Some((_, own)) => *own = of_two(*own, *amount),
            None => list.push((*number, *amount)),
        }
    }
}

/// Thousandths of all but cpu, rounded up to units.
fn in_units(mut list: Vec<Amount>) -> Vec<Amount> {
    for (number, amount) in &mut list {
        if *number != CPU {
            *amount = amount.div_euclid(1000) + i64::from(amount.rem_euclid(1000) > 0);
        }
    }
    list
}

/// A quantity in thousandths, rounded up; at most what 64 bits hold. 0 for what is no quantity.
fn thousandths(text: &str) -> i64 {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, suffix) = text.split_at(end);
    let times = match suffix {
        "m" => 1,
        "" => 1000,
        "Ki" => 1 << 10,
        "Mi" => 1 << 20,
        "Gi" => 1 << 30,
        _ => 0,
    };
    let times: i64 = if suffix.len() == 2 { times * 1000 } else { times };
    match whole(digits) {
        // The forms that nearly all amounts have are read without the digits of a quantity.
        Some(number) if times > 0 => number.saturating_mul(times),
        _ => {
            let quantity = Quantity::parse(text).unwrap_or_default();
            if quantity.value().unsigned_abs() >= (i64::MAX / 1000).unsigned_abs() {
                i64::MAX
            } else {
                quantity.milli_value()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Resources, thousandths};
    use crate::model::{testing::json, value::Value};

    #[test]
    fn quantities_are_thousandths() {
        for (text, expected) in [
            ("100m", 100),
            ("2", 2000),
            ("1Ki", 1_024_000),
            ("1.5", 1500),
            ("1e3", 1_000_000),
            ("0.0001", 1),
            ("2k", 2_000_000),
            ("9Ei", i64::MAX),
            ("9999999999999999999", i64::MAX),
            ("", 0),
            ("x", 0),
            ("Gi", 0),
        ] {
            assert_eq!(thousandths(text), expected, "{text}");
        }
    }

    fn container(cpu: &str) -> Value {
        json!({"resources": {"requests": {"cpu": cpu}}})
    }

    fn sidecar(cpu: &str) -> Value {
        json!({"restartPolicy": "Always", "resources": {"requests": {"cpu": cpu}}})
    }

    /// Upstream's `TestPodResourceRequests` and `TestPodLevelResourceRequests`, as far as they are about cpu.
    #[test]
    fn a_pod_requests_what_upstream_says() {
        for (spec, expected) in [
            (json!({"initContainers": [container("4")], "containers": [container("1")]}), 4000),
            (
                json!({"initContainers": [container("2")], "containers": [container("2"), container("3")]}),
                5000,
            ),
            (json!({"containers": [container("5")], "overhead": {"cpu": "1"}}), 6000),
            (json!({"initContainers": [sidecar("1")], "containers": [container("1")]}), 2000),
            (
                json!({"initContainers": [container("5"), sidecar("1"), sidecar("2"), sidecar("3")], "containers": [container("1")]}),
                7000,
            ),
            (
                json!({"initContainers": [container("5"), sidecar("1"), sidecar("2"), container("5"), sidecar("3")],
                    "containers": [container("1")]}),
                8000,
            ),
            (
                json!({"initContainers": [sidecar("10"), container("200")], "containers": [container("100")]}),
                210_000,
            ),
            (json!({"containers": [{"resources": {"limits": {"cpu": "3"}}}]}), 3000),
            (
                json!({"containers": [container("3")], "resources": {"requests": {"cpu": "1", "storage": "2"}}}),
                1000,
            ),
            (json!({"containers": [container("3")], "resources": {"limits": {"cpu": "4"}}}), 3000),
            (json!({"containers": [{}], "resources": {"limits": {"cpu": 4}}}), 4000),
        ] {
            assert_eq!(Resources::default().requested(&spec, &Value::Null), [(0, expected)], "{spec}");
        }
    }

    #[test]
    fn of_a_resize_the_most_counts() {
        let spec = json!({"containers": [{"name": "c", "resources": {"requests": {"cpu": "1"}}}]});
        let status = |reason: &str| {
            json!({"conditions": [{"type": "PodResizePending", "reason": reason}],
                "containerStatuses": [{"name": "c", "allocatedResources": {"cpu": "500m"}, "resources": {"requests": {"cpu": "700m"}}}]})
        };
        let requested = |reason: &str| Resources::default().requested(&spec, &status(reason));
        assert_eq!(requested("Deferred"), [(0, 1000)]);
        assert_eq!(requested("Infeasible"), [(0, 700)]);
    }
}
