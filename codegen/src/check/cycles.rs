//! Which nodes of a graph lead back to themselves, and on which ways, in time that grows with the graph.
//!
//! Without recursion: a chain may be as long as the manifest.

/// For each node, given the nodes it leads to, whether some way from it comes back to it.
///
/// Tarjan's strongly connected components.
pub fn on_cycle(next: &[Vec<usize>]) -> Vec<bool> {
    let count = next.len();
    let mut search = Search {
        next,
        seen: vec![0; count],
        low: vec![0; count],
        open: Vec::new(),
        is_open: vec![false; count],
        found: vec![false; count],
        clock: 0,
    };
    for start in 0..count {
        if search.seen[start] == 0 {
            search.from(start);
        }
    }
    search.found
}

struct Search<'g> {
    next: &'g [Vec<usize>],
    /// When a node was first seen; 0 for not yet.
    seen: Vec<usize>,
    /// The earliest open node that a node leads to.
    low: Vec<usize>,
    /// Nodes whose component is not complete.
    open: Vec<usize>,
    is_open: Vec<bool>,
    found: Vec<bool>,
    clock: usize,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        self.enter(start);
        while let Some((at, step)) = path.last_mut() {
            let at = *at;
            let Some(&to) = self.next[at].get(*step) else {
                path.pop();
                self.leave(at, path.last().map(|(above, _)| *above));
                continue;
            };
            *step += 1;
            if self.seen[to] == 0 {
                self.enter(to);
                path.push((to, 0));
            } else if self.is_open[to] {
                self.low[at] = self.low[at].min(self.seen[to]);
                self.found[at] |= to == at;
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.clock += 1;
        (self.seen[node], self.low[node]) = (self.clock, self.clock);
        self.open.push(node);
        self.is_open[node] = true;
    }

    fn leave(&mut self, node: usize, above: Option<usize>) {
        if let Some(above) = above {
            self.low[above] = self.low[above].min(self.low[node]);
        }
        if self.low[node] != self.seen[node] {
            return;
        }
        let from = self.open.iter().rposition(|open| *open == node).unwrap_or(0);
        let component = self.open.split_off(from);
        for member in &component {
            self.is_open[*member] = false;
            self.found[*member] |= component.len() > 1;
        }
    }
}

#[derive(Clone, Copy)]
enum Mark {
    New,
    /// On the way, at this place of it.
    Open(usize),
    Done,
}

/// Hands on ways that end where they begin, at least one of each cycle.
pub fn circles(next: &[Vec<usize>], mut found: impl FnMut(&[usize])) {
    let mut marks = vec![Mark::New; next.len()];
    for start in 0..next.len() {
        if let Mark::New = marks[start] {
            circles_from(start, next, &mut marks, &mut found);
        }
    }
}

fn circles_from(start: usize, next: &[Vec<usize>], marks: &mut [Mark], found: &mut impl FnMut(&[usize])) {
    let (mut way, mut steps) = (vec![start], vec![next[start].iter()]);
    marks[start] = Mark::Open(0);
    while let (Some(at), Some(rest)) = (way.last(), steps.last_mut()) {
        let Some(&to) = rest.next() else {
            marks[*at] = Mark::Done;
            way.pop();
            steps.pop();
            continue;
        };
        match marks[to] {
            Mark::New => {
                marks[to] = Mark::Open(way.len());
                way.push(to);
                steps.push(next[to].iter());
            }
            Mark::Open(from) => found(&way[from..]),
            Mark::Done => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{circles, on_cycle};

    #[test]
    fn what_only_leads_to_a_cycle_is_on_none() {
        let graph = [vec![1], vec![2], vec![1, 3], vec![4], vec![4], vec![]];
        assert_eq!(on_cycle(&graph), [false, true, true, false, true, false]);
    }

    #[test]
    fn a_way_between_two_cycles_is_on_none() {
        let graph = [vec![1], vec![0, 2], vec![3], vec![4], vec![3]];
        assert_eq!(on_cycle(&graph), [true, true, false, true, true]);
    }

    #[test]
    fn a_long_chain_takes_no_stack() {
        let chain: Vec<Vec<usize>> = (0..200_000).map(|node| vec![(node + 1) % 200_000]).collect();
        assert!(on_cycle(&chain).into_iter().all(|found| found));
    }

    #[test]
    fn each_circle_is_a_way() {
        let graph = [vec![1, 4], vec![2, 3], vec![1], vec![3], vec![]];
        let mut found = Vec::new();
        circles(&graph, |circle| found.push(circle.to_vec()));
        assert_eq!(found, [vec![1, 2], vec![3]]);
    }
}
