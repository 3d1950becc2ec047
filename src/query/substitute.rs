//! Parameters put into a parsed query as terms: text is never pasted, so no value can change what a query asks.
//!
//! Oxigraph's own substitution reaches only variables of the outermost `SELECT`; this one goes
//! through subqueries, `EXISTS` and aggregates as well.

use super::service::is_search;
use oxrdf::{Literal, Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};
use std::collections::{BTreeMap, BTreeSet};

/// A variable stands where its value cannot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("parameter `{variable}` cannot stand {place}")]
pub struct PlaceError {
    /// The parameter's variable.
    pub variable: String,
    /// The place, such as "as a property".
    pub place: &'static str,
}

/// What a query holds: its variables, and whether it calls other servers.
#[derive(Debug, Default)]
pub struct Contents {
    /// The names of all variables, without `?`.
    pub variables: BTreeSet<String>,
    /// Whether there is a `SERVICE` of another server, silent or not.
    pub service: bool,
    /// Whether there is a `SERVICE pol:search`.
    pub search: bool,
}

/// Looks through a query.
#[must_use]
pub fn contents(query: &Query) -> Contents {
    let mut walk = Walk {
        values: &BTreeMap::new(),
        seen: Contents::default(),
        misplaced: None,
        service: &mut |_, _| None,
    };
    walk.query(&mut query.clone());
    walk.seen
}

/// What takes the place of a search: told by what stands inside, and whether it is silent.
pub(super) type Instead<'f> = dyn FnMut(&GraphPattern, bool) -> Option<GraphPattern> + 'f;

/// Puts something in the place of each `SERVICE pol:search`, or leaves it as it is.
pub(super) fn services(query: &mut Query, instead: &mut Instead<'_>) {
    let mut walk = Walk {
        values: &BTreeMap::new(),
        seen: Contents::default(),
        misplaced: None,
        service: instead,
    };
    walk.query(query);
}

/// Puts values in the place of variables.
///
/// # Errors
///
/// When a variable stands where its value cannot: a literal as a property or a graph, or a
/// variable that the query itself assigns.
pub fn substitute(query: &mut Query, values: &BTreeMap<Variable, Term>) -> Result<(), PlaceError> {
    let mut walk = Walk {
        values,
        seen: Contents::default(),
        misplaced: None,
        service: &mut |_, _| None,
    };
    walk.query(query);
    walk.misplaced.map_or(Ok(()), Err)
}

struct Walk<'v, 'f> {
    values: &'v BTreeMap<Variable, Term>,
    seen: Contents,
    misplaced: Option<PlaceError>,
    service: &'v mut Instead<'f>,
}

impl<'v> Walk<'v, '_> {
    fn value(&mut self, variable: &Variable) -> Option<&'v Term> {
        self.seen.variables.insert(variable.as_str().to_owned());
        self.values.get(variable)
    }

    fn misplace(&mut self, variable: &Variable, place: &'static str) {
        let variable = variable.as_str().to_owned();
        self.misplaced.get_or_insert(PlaceError { variable, place });
    }

    /// A variable that the query assigns a value to.
    fn target(&mut self, variable: &Variable) {
        if self.value(variable).is_some() {
            self.misplace(variable, "where the query assigns a value");
        }
    }

    fn query(&mut self, query: &mut Query) {
        match query {
            Query::Construct {
                template, pattern, ..
            } => {
                template.iter_mut().for_each(|triple| self.triple(triple));
                self.pattern(pattern);
            }
            Query::Select { pattern, .. }
            | Query::Describe { pattern, .. }
            | Query::Ask { pattern, .. } => {
                self.pattern(pattern);
            }
        }
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                patterns.iter_mut().for_each(|triple| self.triple(triple))
            }
            GraphPattern::Path {
                subject, object, ..
            } => {
                self.subject(subject);
                self.term(object);
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left);
                self.pattern(right);
                expression
                    .iter_mut()
                    .for_each(|expression| self.expression(expression));
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr);
                self.pattern(inner);
            }
            GraphPattern::Graph { name, inner } => {
                self.name(name, "as a graph");
                self.pattern(inner);
            }
            GraphPattern::Service {
                name,
                inner,
                silent,
            } => {
                self.name(name, "as a service");
                self.pattern(inner);
                if !is_search(name) {
                    self.seen.service = true;
                    return;
                }
                self.seen.search = true;
                if let Some(instead) = (self.service)(inner, *silent) {
                    *pattern = instead;
                }
            }
            GraphPattern::Extend {
                inner,
                variable,
                expression,
            } => {
                self.pattern(inner);
                self.target(variable);
                self.expression(expression);
            }
            GraphPattern::Values { variables, .. } => {
                variables.iter().for_each(|variable| self.target(variable));
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner);
                for order in expression {
                    let (OrderExpression::Asc(key) | OrderExpression::Desc(key)) = order;
                    self.expression(key);
                }
            }
            GraphPattern::Project { inner, variables } => {
                self.pattern(inner);
                self.hold(inner, variables);
            }
            GraphPattern::Group {
                inner,
                variables,
                aggregates,
            } => {
                self.pattern(inner);
                self.hold(inner, variables);
                for (variable, aggregate) in aggregates {
                    self.target(variable);
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
            }
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
        }
    }

    /// `SELECT ?_name` and `GROUP BY ?_name` need the variable itself: bind it to its value.
    fn hold(&mut self, inner: &mut GraphPattern, variables: &[Variable]) {
        for variable in variables {
            if let Some(value) = self.value(variable) {
                let bare = std::mem::take(inner);
                *inner = GraphPattern::Extend {
                    inner: Box::new(bare),
                    variable: variable.clone(),
                    expression: constant(value),
                };
            }
        }
    }

    fn triple(&mut self, triple: &mut TriplePattern) {
        self.subject(&mut triple.subject);
        self.name(&mut triple.predicate, "as a property");
        self.term(&mut triple.object);
    }

    fn subject(&mut self, term: &mut TermPattern) {
        if let TermPattern::Variable(variable) = term
            && let Some(Term::Literal(_)) = self.value(variable)
        {
            let variable = variable.clone();
            return self.misplace(&variable, "as a subject, since its value is a literal");
        }
        self.term(term);
    }

    fn term(&mut self, term: &mut TermPattern) {
        match term {
            TermPattern::Variable(variable) => {
                if let Some(value) = self.value(variable) {
                    *term = value.clone().into();
                }
            }
            TermPattern::Triple(triple) => self.triple(triple),
            TermPattern::NamedNode(_) | TermPattern::BlankNode(_) | TermPattern::Literal(_) => {}
        }
    }

    fn name(&mut self, name: &mut NamedNodePattern, place: &'static str) {
        let NamedNodePattern::Variable(variable) = name else {
            return;
        };
        match self.value(variable) {
            Some(Term::NamedNode(node)) => *name = NamedNodePattern::NamedNode(node.clone()),
            Some(_) => self.misplace(&variable.clone(), place),
            None => {}
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        use Expression as E;
        match expression {
            E::Variable(variable) => {
                if let Some(value) = self.value(variable) {
                    *expression = constant(value);
                }
            }
            E::Bound(variable) => {
                if self.value(variable).is_some() {
                    *expression = E::Literal(Literal::from(true));
                }
            }
            E::Exists(pattern) => self.pattern(pattern),
            E::Or(a, b)
            | E::And(a, b)
            | E::Equal(a, b)
            | E::SameTerm(a, b)
            | E::Greater(a, b)
            | E::GreaterOrEqual(a, b)
            | E::Less(a, b)
            | E::LessOrEqual(a, b)
            | E::Add(a, b)
            | E::Subtract(a, b)
            | E::Multiply(a, b)
            | E::Divide(a, b) => {
                self.expression(a);
                self.expression(b);
            }
            E::UnaryPlus(inner) | E::UnaryMinus(inner) | E::Not(inner) => self.expression(inner),
            E::If(test, yes, no) => {
                self.expression(test);
                self.expression(yes);
                self.expression(no);
            }
            E::In(needle, list) => {
                self.expression(needle);
                list.iter_mut().for_each(|item| self.expression(item));
            }
            E::Coalesce(list) | E::FunctionCall(_, list) => {
                list.iter_mut().for_each(|item| self.expression(item));
            }
            E::NamedNode(_) | E::Literal(_) => {}
        }
    }
}

/// A parameter's value is an IRI or a literal, never a blank node or a triple.
fn constant(value: &Term) -> Expression {
    match value {
        Term::NamedNode(node) => node.clone().into(),
        Term::Literal(literal) => literal.clone().into(),
        other => Literal::new_simple_literal(other.to_string()).into(),
    }
}
