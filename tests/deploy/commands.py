"""Whether a command line of ours, as a file of config/deploy has it, is one that our command line understands."""

from __future__ import annotations

from server.cli import cli


def options_of(words: list[str]) -> dict[str, object]:
    """What ``jiaohao …`` takes the words for. Raises click's errors for what it does not know."""
    assert words[0].rpartition("/")[2] == "jiaohao", words
    group = cli.make_context("jiaohao", [], resilient_parsing=True)
    name, command, rest = cli.resolve_command(group, words[1:])
    assert command is not None
    return command.make_context(name, rest, parent=group).params


def variables() -> set[str]:
    """The environment variables that stand for options."""
    context = cli.make_context("jiaohao", [], resilient_parsing=True)
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    named = {option.envvar for command in commands if command is not None for option in command.params}
    return {name for name in named if isinstance(name, str)}
