//! Paths that a file names, counted from the folder it stands in.

use std::path::Path;

/// The path that is written in the file `from`, as it is from where `from` is counted: `a/../b` is `b`, whatever the
/// folders are.
pub(super) fn joined(from: &str, path: &str) -> String {
    let whole = match from.rfind('/') {
        Some(at) if !Path::new(path).has_root() => format!("{}{path}", &from[..=at]),
        _ => path.to_owned(),
    };
    let rooted = whole.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|&last| last != "..") => drop(parts.pop()),
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    match (rooted, parts.join("/")) {
        (true, path) => format!("/{path}"),
        (false, path) if path.is_empty() => ".".to_owned(),
        (false, path) => path,
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_path_is_counted_from_its_file() {
        let cases = [
            ("a.toml", "b.toml", "b.toml"),
            ("a.toml", "./lib//b.toml", "lib/b.toml"),
            ("lib/a.toml", "b.toml", "lib/b.toml"),
            ("lib/a.toml", "../b.toml", "b.toml"),
            ("lib/a.toml", "../../b.toml", "../b.toml"),
            ("../lib/a.toml", "../b.toml", "../b.toml"),
            ("lib/a.toml", "/b.toml", "/b.toml"),
            ("/lib/a.toml", "../../b.toml", "/b.toml"),
            ("lib/a.toml", "..", "."),
            ("a.toml", "x/../y/./z", "y/z"),
        ];
        for (from, path, expected) in cases {
            assert_eq!(joined(from, path), expected, "{path} in {from}");
        }
    }
}
