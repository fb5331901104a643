//! A field that several may have written without knowing of each other: what nobody wrote over stands. Pure.
//!
//! It is the multi-value register of Shapiro and others, "A comprehensive study of Convergent and Commutative
//! Replicated Data Types" (2011): each writing names those that it knew of.

use std::collections::HashSet;

use uuid::Uuid;

/// All writings of one field, in the order of the journal's clock.
#[derive(Debug, Clone)]
pub(super) struct Register<T>(Vec<Writing<T>>);

#[derive(Debug, Clone)]
struct Writing<T> {
    event: Uuid,
    /// Those that it was written over, and all that those were.
    over: HashSet<Uuid>,
    /// `None`: it was taken back.
    value: Option<T>,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Register(Vec::new())
    }
}

impl<T> Register<T> {
    /// Writes a value over others; `None`: over all before it. A value that was taken back is written as `None`: what
    /// was written over it later is still written over what it was itself written over.
    pub(super) fn write(&mut self, event: Uuid, over: Option<&[Uuid]>, value: Option<T>) {
        let mut covered: HashSet<Uuid> = HashSet::new();
        for earlier in &self.0 {
            if over.is_none_or(|over| over.contains(&earlier.event)) {
                covered.insert(earlier.event);
                covered.extend(&earlier.over);
            }
        }
        self.0.push(Writing { event, over: covered, value });
    }

    /// Whether this very value was written and not taken back, whatever was written over it since.
    pub(super) fn holds(&self, value: &T) -> bool
    where
        T: PartialEq,
    {
        self.0.iter().any(|writing| writing.value.as_ref() == Some(value))
    }

    /// What stands, oldest first: more than one where they did not know of each other.
    pub(super) fn standing(&self) -> Vec<(Uuid, &T)> {
        let counted = || self.0.iter().filter(|writing| writing.value.is_some());
        let covered: HashSet<&Uuid> = counted().flat_map(|writing| &writing.over).collect();
        counted()
            .filter(|writing| !covered.contains(&writing.event))
            .filter_map(|writing| Some((writing.event, writing.value.as_ref()?)))
            .collect()
    }

    /// The newest that stands.
    pub(super) fn newest(&self) -> Option<(Uuid, &T)> {
        self.standing().pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    /// An event, what it was written over, what it says.
    type Told<'a> = (u128, Option<&'a [Uuid]>, Option<&'static str>);

    fn standing(writings: &[Told<'_>]) -> Vec<&'static str> {
        let mut register = Register::default();
        for (event, over, value) in writings {
            register.write(id(*event), *over, *value);
        }
        register.standing().into_iter().map(|(_, value)| *value).collect()
    }

    #[test]
    fn who_knew_of_a_writing_wrote_over_it() {
        assert_eq!(
            standing(&[
                (1, Some(&[]), Some("a")),
                (2, Some(&[id(1)]), Some("b")),
                (3, Some(&[id(2)]), Some("c"))
            ]),
            ["c"]
        );
    }

    #[test]
    fn who_did_not_know_stands_beside() {
        let writings: [Told<'_>; 3] =
            [(1, Some(&[]), Some("a")), (2, Some(&[id(1)]), Some("b")), (3, Some(&[id(1)]), Some("c"))];
        assert_eq!(standing(&writings), ["b", "c"]);
    }

    #[test]
    fn what_was_taken_back_lets_what_it_covered_stand_but_not_for_who_knew_of_it() {
        let covered = [id(1)];
        let taken_back: [Told<'_>; 2] = [(1, Some(&[]), Some("a")), (2, Some(&covered), None)];
        assert_eq!(standing(&taken_back), ["a"]);
        let over_it = [id(2)];
        assert_eq!(standing(&[taken_back[0], taken_back[1], (3, Some(&over_it), Some("c"))]), ["c"]);
    }

    #[test]
    fn a_writing_of_an_older_kneel_is_over_all_before_it() {
        assert_eq!(standing(&[(1, None, Some("a")), (2, None, Some("b"))]), ["b"]);
        assert_eq!(standing(&[(1, None, Some("a")), (2, None, None)]), ["a"]);
    }
}
