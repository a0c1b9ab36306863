//! What has to be there in a file that extends no other: the required keys of every table, and of every form of a
//! quantity.
//!
//! Keywords of tables say nothing of what is no table, so nothing here minds a number or a text where one may stand.

use super::Writer;
use super::node::Node;
use crate::model::quantity::Domain;
use crate::model::scenario::format::{self, Key, Value};

impl Writer {
    /// What a whole value has; none where any is whole.
    pub(super) fn whole(&mut self, value: &Value) -> Option<Node> {
        match value {
            Value::Quantity { without, .. } => Some(self.whole_quantity(without)),
            Value::List { of, .. } => {
                let items = self.whole(of)?;
                Some(Node { items: Some(Box::new(items)), ..Node::default() })
            }
            Value::Table(keys) => self.whole_table(keys),
            Value::AnyOf(values) => self.whole_of_any(values),
            _ => None,
        }
    }

    fn whole_table(&mut self, keys: &[Key]) -> Option<Node> {
        let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let mut properties = Vec::new();
        for key in keys {
            properties.extend(self.whole(&key.value).map(|node| (key.name, node)));
        }
        let says_nothing = required.is_empty() && properties.is_empty();
        (!says_nothing).then(|| Node { properties, required, ..Node::default() })
    }

    /// A table that is whole as one of them; a list stands beside, since any of them takes it for no table.
    fn whole_of_any(&mut self, values: &[Value]) -> Option<Node> {
        let mut node = Node::default();
        for value in values {
            let whole = self.whole(value);
            match (value, whole) {
                (Value::List { .. }, Some(whole)) => node.items = whole.items,
                (_, Some(whole)) => node.any_of.push(whole),
                (Value::Table(_), None) => node.any_of.push(Node::default()),
                (_, None) => {}
            }
        }
        (node.items.is_some() || !node.any_of.is_empty()).then_some(node)
    }

    /// Which keys a quantity has to have is the same whatever its numbers may be.
    fn whole_quantity(&mut self, without: &[&str]) -> Node {
        let but = without.iter().fold(String::new(), |but, key| but + ".but_" + key);
        self.refer(format!("whole.quantity{but}"), |writer| {
            let allowed = |keys: &Vec<Key>| !keys.iter().any(|key| without.contains(&key.name));
            let tables = format::quantity_tables(Domain::MONEY).into_iter().filter(allowed);
            let tables: Vec<Value> = tables.map(Value::Table).collect();
            writer.whole_of_any(&tables).unwrap_or_default()
        })
    }
}
