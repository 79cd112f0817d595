import json
import time
from threading import Thread

import pytest

from bot.terminal.taking_in import OTHERS_AT_WORK
from index.jobs.job import NewItem


@pytest.fixture
def broken_off(other, handbook):
    """A job that nobody carries out."""
    return other.jobs.submit("local", "add", [NewItem("file", str(handbook))])


def in_background(work):
    thread = Thread(target=work)
    thread.start()
    return thread


def test_jobs_are_listed_the_newest_first(footnote, handbook, broken_off):
    footnote("library", "add", handbook)

    lines = footnote("library", "jobs").stdout.splitlines()
    shown = json.loads(footnote("library", "jobs", "--json").stdout)

    assert [line.split(", 20")[0] for line in lines] == [
        "job 2: add, done, 1 of 1 item",
        "job 1: add, done, 1 of 1 item",
    ]
    assert (shown["library"], [job["id"] for job in shown["jobs"]]) == ("local", [2, 1])
    newest = shown["jobs"][0]
    assert (newest["kind"], newest["state"], newest["items_done"], newest["items"]) == ("add", "done", 1, 1)
    assert newest["created_at"] <= newest["ended_at"]
    assert {"passages_done", "passages", "seconds_left"} < newest.keys()


def test_a_library_without_jobs_says_so_aside(footnote):
    assert footnote("library", "jobs").stderr == "The library local has had no jobs.\n"
    assert footnote("library", "resume").stderr == "No job is waiting.\n"


def test_a_job_that_was_broken_off_waits_and_is_finished_when_told(footnote, other, broken_off):
    listed = footnote("library", "jobs")
    resumed = footnote("library", "resume")

    assert listed.stdout.startswith("job 1: add, waiting, 0 of 1 item, ")
    assert listed.stderr == "`footnote library resume` carries out what waits.\n"
    assert resumed.stdout.split(" (")[0].startswith("added: /")
    assert resumed.stderr == "Going on with job 1, which was broken off.\n"
    assert other.jobs.find("local", 1).state == "done"


def test_a_job_that_died_with_its_process_is_waiting_and_one_under_way_is_not(footnote, other, broken_off):
    states = []

    def look(_progress):
        states.append(json.loads(footnote("library", "jobs", "--json").stdout)["jobs"][0]["state"])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        other.jobs.run(broken_off, progress=look)
    states.append(json.loads(footnote("library", "jobs", "--json").stdout)["jobs"][0]["state"])

    assert states == ["running", "waiting"]


def test_a_cancelled_job_is_not_carried_out(footnote, broken_off):
    cancelled = footnote("library", "cancel", "1")

    assert (cancelled.exit_code, cancelled.stdout) == (0, "cancelled: job 1\n")
    assert footnote("library", "cancel", "1").stderr == "Job 1 was cancelled already.\n"
    assert json.loads(footnote("library", "cancel", "1", "--json").stdout)["job"]["state"] == "cancelled"
    assert footnote("library", "resume").stderr == "No job is waiting.\n"
    assert footnote("library", "cancel", "7").exit_code == 1


def test_while_another_process_is_at_work_the_command_says_that_it_waits(footnote, other, handbook):
    def hold():
        with other.jobs.halted("local"):
            time.sleep(1.6)

    holding = in_background(hold)
    time.sleep(0.1)
    result = footnote("library", "add", handbook)
    holding.join()

    assert (result.exit_code, result.stderr) == (0, f"{OTHERS_AT_WORK}\n")
    assert result.stdout.startswith("added: ")


def test_a_job_cancelled_from_elsewhere_ends_its_command_with_a_line(footnote, other, handbook):
    def cancel():
        with other.jobs.halted("local"):
            while not (jobs := other.jobs.listed("local")):
                time.sleep(0.02)
            other.jobs.cancel("local", jobs[0].id)

    cancelling = in_background(cancel)
    time.sleep(0.1)
    result = footnote("library", "add", handbook, "--json")
    cancelling.join()

    sentence = "Job 1 was cancelled; what it had done by then stays done."
    assert (result.exit_code, result.stderr) == (1, f"{sentence}\n")
    assert json.loads(result.stdout)["errors"] == [{"path": "job 1", "error": sentence}]


def test_control_c_leaves_an_earlier_job_waiting_and_says_how_to_go_on(footnote, other, broken_off, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("index.library.Library.add", interrupted)

    result = footnote("library", "resume")

    assert result.exit_code == 130
    assert "Job 1 is left waiting: `footnote library resume` goes on with it" in result.stderr
    assert other.jobs.find("local", 1).state == "waiting"


def test_what_another_process_did_of_a_job_is_told_all_the_same(footnote, other, handbook, monkeypatch):
    submit = other.jobs.submit

    def taken_away(_jobs, *arguments, **options):
        job = submit(*arguments, **options)
        other.jobs.run(job)
        return job

    monkeypatch.setattr("index.jobs.jobs.Jobs.submit", taken_away)

    result = footnote("library", "add", handbook)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"added: {handbook} (2 passages, ")
