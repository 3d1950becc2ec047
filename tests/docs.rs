//! Holds the documentation to what is there: README's commands and links, each command's help, each query's head, gold files' quotes.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What `tripolis ARGS` prints, or nothing where it fails.
fn tripolis(args: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_tripolis"))
        .args(args)
        .output()
        .expect("the command runs");
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The commands that `tripolis --help` lists.
fn subcommands() -> Vec<String> {
    let help = tripolis(&["--help"]).expect("help is there");
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<String> = listed
        .take_while(|line| !line.trim().is_empty())
        // A name stands two columns in; what stands further in goes on with the line above.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .filter(|name| name != "help")
        .collect();
    assert!(!names.is_empty(), "no command in:\n{help}");
    names
}

/// The targets that the Makefile explains.
fn targets(makefile: &str) -> BTreeSet<&str> {
    makefile
        .lines()
        .filter(|line| line.contains("## "))
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect()
}

/// The command lines in a Markdown text's `sh` and `console` blocks, prompts taken off, continued lines joined.
fn commands(markdown: &str) -> Vec<String> {
    let (mut found, mut inside, mut held) = (Vec::new(), false, String::new());
    for line in markdown.lines() {
        let line = line.trim();
        if let Some(language) = line.strip_prefix("```") {
            inside = !inside && matches!(language, "sh" | "console");
        } else if inside {
            held.push_str(line.strip_prefix("$ ").unwrap_or(line));
            if held.ends_with('\\') {
                held.pop();
                continue;
            }
            if held.starts_with("tripolis ") || held.starts_with("make ") {
                found.push(held.clone());
            }
            held.clear();
        }
    }
    found
}

/// What is wrong with a command line of the README.
fn fault_of(line: &str, targets: &BTreeSet<&str>) -> Option<String> {
    let line = line.split(" #").next().unwrap_or(line);
    let mut words = line.split_whitespace();
    let (program, name) = (words.next()?, words.next()?);
    if program == "make" {
        return (!targets.contains(name))
            .then(|| format!("`{line}`: the Makefile has no such target"));
    }
    let Some(help) = tripolis(&[name, "--help"]) else {
        return Some(format!("`{line}`: there is no such command"));
    };
    // What is asked by a bare name is a file of queries/; SPARQL is quoted.
    let mut words = words.peekable();
    if name == "query"
        && words
            .peek()
            .is_some_and(|query| !query.starts_with(['"', '\'', '-']))
    {
        let query = words.next().unwrap_or_default();
        if !root().join(format!("queries/{query}.rq")).exists() {
            return Some(format!("`{line}`: queries/{query}.rq is not there"));
        }
    }
    words
        .take_while(|word| !matches!(*word, ">" | "|"))
        .filter(|word| word.starts_with("--"))
        .map(|word| word.split('=').next().unwrap_or(word))
        .find(|flag| {
            !help
                .split(|c: char| c.is_whitespace() || ",[]=".contains(c))
                .any(|known| known == *flag)
        })
        .map(|flag| format!("`{line}`: {name} knows no {flag}"))
}

/// The relative targets of a Markdown text's links.
fn links(markdown: &str) -> Vec<&str> {
    markdown
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
        .map(|link| link.split('#').next().unwrap_or(link))
        .collect()
}

fn assert_none(found: Vec<String>) {
    assert!(found.is_empty(), "\n  {}\n", found.join("\n  "));
}

#[test]
fn the_readme_names_commands_that_exist() {
    let (readme, makefile) = (text_of("README.md"), text_of("Makefile"));
    let targets = targets(&makefile);
    let commands = commands(&readme);
    for needed in [
        "make demo",
        "tripolis convert",
        "tripolis ingest",
        "tripolis query",
        "tripolis explain",
    ] {
        assert!(
            commands.iter().any(|line| line.starts_with(needed)),
            "the README does not show `{needed}`"
        );
    }
    assert_none(
        commands
            .iter()
            .filter_map(|line| fault_of(line, &targets))
            .collect(),
    );
}

/// The words of a shell line, what stands in quotes as one.
fn shell_words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn the_readme_shows_commands_of_the_workbench_that_run() {
    let commands = commands(&text_of("README.md"));
    let cheap: Vec<&String> = commands
        .iter()
        .filter(|line| {
            [
                "tripolis rules test",
                "tripolis rules why-not",
                "tripolis eval",
            ]
            .iter()
            .any(|start| line.starts_with(start))
        })
        .collect();
    assert!(cheap.len() > 4, "{cheap:?}");
    for line in cheap {
        let output = Command::new(env!("CARGO_BIN_EXE_tripolis"))
            .args(&shell_words(line)[1..])
            .current_dir(root())
            .output()
            .expect("the command runs");
        assert!(output.status.success(), "{line}: {output:?}");
        assert!(!output.stdout.is_empty(), "{line} prints nothing");
    }
}

#[test]
fn the_readme_links_to_files_that_exist() {
    let readme = text_of("README.md");
    let links = links(&readme);
    assert!(!links.is_empty(), "the README links to nothing");
    assert_none(
        links
            .into_iter()
            .filter(|link| !root().join(link).exists())
            .map(|l| format!("{l}: no such file"))
            .collect(),
    );
}

#[test]
fn every_command_shows_an_example() {
    let shows = |line: &str| {
        let mut words: Vec<&str> = line.split(' ').collect();
        words.push("--help");
        tripolis(&words).is_some_and(|help| help.contains("Example"))
    };
    let inner = ["test", "why-not", "lint", "coverage"].map(|name| format!("rules {name}"));
    assert_none(
        subcommands()
            .into_iter()
            .chain(inner)
            .filter(|line| !shows(line))
            .map(|line| format!("tripolis {line} --help: no example"))
            .collect(),
    );
}

#[test]
fn every_query_says_what_it_answers() {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("queries"))
        .expect("queries/ can be read")
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rq"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "queries/ is empty");
    let silent = files.into_iter().filter(|path| {
        let query = fs::read_to_string(path).unwrap_or_default();
        let summary = query
            .lines()
            .find_map(|line| line.strip_prefix("#+ summary:"));
        summary.is_none_or(|summary| summary.trim().is_empty())
    });
    assert_none(
        silent
            .map(|path| format!("{}: no `#+ summary:` line", path.display()))
            .collect(),
    );
}

#[test]
fn every_gold_quote_stands_in_its_document() {
    let mut found = Vec::new();
    for name in [
        "azerbaijan.md",
        "eapconnect.md",
        "information-society-strategy.txt",
        "kazakhstan.txt",
    ] {
        let text = text_of(&format!("data/{name}"));
        let stem = name.split('.').next().unwrap_or(name);
        for row in text_of(&format!("data/gold/{stem}.tsv")).lines() {
            match row.split('\t').collect::<Vec<_>>()[..] {
                ["E", _, _, _] => {}
                ["F" | "O", _, _, _, quote] if text.contains(quote) => {}
                _ => found.push(format!("data/gold/{stem}.tsv: {row}")),
            }
        }
    }
    assert_none(found);
}

#[test]
fn the_checks_themselves_find_what_is_wrong() {
    let markdown = "```console\n$ make demo\n$ tripolis fly \\\n    --high\n```\n```turtle\nmake nothing\n```\n[a](src/lib.rs) [b](https://x.y) [c](gone.md#part)";
    let commands = commands(markdown);
    assert_eq!(commands, ["make demo", "tripolis fly --high"]);
    assert_eq!(links(markdown), ["src/lib.rs", "gone.md"]);
    let targets = targets("demo: build ## Show\nhidden:\n");
    assert_eq!(targets, BTreeSet::from(["demo"]));
    assert_eq!(fault_of("make demo", &targets), None);
    for wrong in [
        "make hidden",
        "tripolis fly",
        "tripolis stats --no-such-flag",
        "tripolis query no-such-query",
    ] {
        assert!(fault_of(wrong, &targets).is_some(), "`{wrong}` passes");
    }
    assert_eq!(
        fault_of("tripolis stats --store DIR > stats.txt # all", &targets),
        None
    );
}
