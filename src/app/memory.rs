//! What the machine has in memory and what this process took of it: Linux says so in files, elsewhere nobody is asked.

use std::fs;

/// Bytes that a run may take: what the machine has free, inside the limits of the process' control groups.
pub(super) fn available_bytes() -> Option<u64> {
    let free = kibibytes(&fs::read_to_string("/proc/meminfo").ok()?, "MemAvailable:")?;
    Some(control_group_bytes().map_or(free, |left| left.min(free)))
}

/// The most bytes that this process has had in memory.
pub(super) fn peak_bytes() -> Option<u64> {
    kibibytes(&fs::read_to_string("/proc/self/status").ok()?, "VmHWM:")
}

/// A line such as `VmHWM:   1234 kB`, in bytes.
fn kibibytes(text: &str, key: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

/// What the tightest control group of this process leaves it.
fn control_group_bytes() -> Option<u64> {
    let own = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let path =
        own.lines().find_map(|line| line.strip_prefix("0::")).unwrap_or("/").trim_end_matches('/').to_owned();
    let mut folders = vec!["/sys/fs/cgroup".to_owned()];
    for (end, _) in path.match_indices('/').skip(1).chain([(path.len(), "")]) {
        folders.push(format!("/sys/fs/cgroup{}", &path[..end]));
    }
    let second = folders.iter().filter_map(|folder| left(folder, "memory.max", "memory.current"));
    let first = left("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes");
    second.chain(first).min()
}

/// A group's limit less what it uses; files kept in memory give way, so they are not counted as used.
fn left(folder: &str, limit: &str, usage: &str) -> Option<u64> {
    let read = |name: &str| fs::read_to_string(format!("{folder}/{name}")).ok();
    let limit: u64 = read(limit)?.trim().parse().ok()?;
    let usage: u64 = read(usage)?.trim().parse().ok()?;
    let stat = read("memory.stat").unwrap_or_default();
    let kept: u64 = ["active_file ", "inactive_file "]
        .iter()
        .filter_map(|key| stat.lines().find_map(|line| line.strip_prefix(key))?.trim().parse::<u64>().ok())
        .sum();
    Some(limit.saturating_sub(usage.saturating_sub(kept)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_system_are_read_in_bytes() {
        let text = "MemTotal:  24 kB\nMemAvailable:    2048 kB\n";
        assert_eq!(kibibytes(text, "MemAvailable:"), Some(2048 * 1024));
        assert_eq!(kibibytes(text, "VmHWM:"), None);
        assert_eq!(kibibytes("VmHWM: lots", "VmHWM:"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_machine_says_what_it_has() {
        assert!(available_bytes().is_some_and(|bytes| bytes > 1 << 20));
        assert!(peak_bytes().is_some_and(|bytes| bytes > 1 << 20));
    }
}
