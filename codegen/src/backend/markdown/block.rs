//! What stands under a heading.

/// A block of the page; its texts are Markdown that is finished.
pub enum Block {
    /// Paragraphs, or anything else at the margin.
    Text(String),
    Table(Table),
    /// A fence; its text holds no line that would close it.
    Code {
        language: &'static str,
        text: String,
    },
}

impl Block {
    pub fn text(text: impl Into<String>) -> Block {
        Block::Text(text.into())
    }

    pub fn json(text: String) -> Block {
        Block::Code { language: "json", text }
    }
}

/// A table, each row with a cell for each column.
pub struct Table {
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(columns: &[&'static str], rows: Vec<Vec<String>>) -> Table {
        Table { columns: columns.to_vec(), rows }
    }

    /// Without the columns in which no row says anything, but for the first.
    pub fn lean(mut self) -> Table {
        for column in (1..self.columns.len()).rev() {
            if self.rows.iter().all(|row| row[column].is_empty()) {
                self.columns.remove(column);
                self.rows.iter_mut().for_each(|row| drop(row.remove(column)));
            }
        }
        self
    }

    /// The line between the names of the columns and the rows.
    pub fn rule(&self) -> String {
        "---|".repeat(self.columns.len())
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(table)
    }
}
