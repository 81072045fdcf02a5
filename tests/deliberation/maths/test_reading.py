"""Vote files: the formats, encodings and separators that are read, and what is said of lines that cannot be used."""

import numpy as np
import pytest

from tongxin.deliberation.maths.reading import UnusableFileError, decoded, read

pytestmark = pytest.mark.once

LOG = """timestamp,datetime,comment-id,voter-id,vote
3000,x,1,7,-1
1000,x,1,7,1
2000,x,2,9,0
"""
COMMENTS = """timestamp,comment-id,author-id,moderated,comment-body
1,1,0,1,"More, and ""better"" parks"
2,2,0,-1,Spam
"""
MATRIX = """participant,group-id,n-comments,n-votes,0,1
5,,0,2,1,-1
6,0,0,1,,0
"""


@pytest.fixture
def folder(tmp_path):
    def write(name="votes.csv", content=LOG, encoding="utf-8", **others):
        for other, text in others.items():
            (tmp_path / f"{other}.csv").write_text(text, encoding="utf-8")
        (tmp_path / name).write_bytes(content.encode(encoding))
        return tmp_path / name

    return write


def rows(found):
    return list(
        zip(
            found.participants.tolist(),
            found.statements.tolist(),
            found.votes.tolist(),
            strict=True,
        )
    )


def faults(path):
    with pytest.raises(UnusableFileError) as refused:
        read(path)
    return [(fault.line, fault.what, *fault.values.values()) for fault in refused.value.faults]


def test_log_is_sorted_by_time_and_knows_its_statements(folder):
    found = read(folder(comments=COMMENTS))
    assert rows(found) == [(7, 1, 1), (9, 2, 0), (7, 1, -1)]
    assert found.moderated_out == [2]
    assert found.texts == {1: 'More, and "better" parks', 2: "Spam"}


def test_matrix_is_read(folder):
    found = read(folder("participants-votes.csv", MATRIX))
    assert rows(found) == [(5, 0, 1), (5, 1, -1), (6, 1, 0)]


PLAIN = "委员,观点,表态\n张三,停车,同意\n李四,停车,反对\n张三,绿地,略过\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_table_is_read_in_any_encoding(folder, encoding):
    found = read(folder(content=PLAIN, encoding=encoding))
    people, things = found.people, found.things
    named = [(people[who], things[what], vote) for who, what, vote in rows(found)]
    assert named == [("张三", "停车", 1), ("李四", "停车", -1), ("张三", "绿地", 0)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_may_stand_in_any_order_between_any_marks(folder, mark):
    content = "vote,statement,participant\n+1,3,20\n\n-1.0,3,4\n".replace(",", mark)
    assert rows(read(folder(content=content))) == [(20, 3, 1), (4, 3, -1)]


def test_signs_of_full_width_are_read(folder):
    content = "委员，观点，表态\n1，2，１\n2，2，－1\n3，2，\u22121\n"
    assert rows(read(folder(content=content))) == [(1, 2, 1), (2, 2, -1), (3, 2, -1)]


def test_lines_may_end_in_any_way_and_begin_with_a_mark(folder):
    content = "participant,statement,vote\r\n1,2,1\r\n2,2,0\r\n"
    for one in (content, content.replace("\r\n", "\r"), "\ufeff" + content):
        assert rows(read(folder(content=one))) == [(1, 2, 1), (2, 2, 0)]


def test_zeros_in_front_make_a_word(folder):
    found = read(folder(content="participant,statement,vote\n01,2,1\n1,2,-1\n"))
    assert found.people == {0: "01", 1: "1"}


def test_every_fault_is_told_with_its_line(folder):
    content = "participant,statement,vote\n1,2,1\n1,3,yes!\n,2,1\n1,2\n"
    assert sorted(faults(folder(content=content))) == [
        (3, "bad_vote", "yes!"),
        (4, "empty_id"),
        (5, "bad_width", "3", "2"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", (1, "no_header")),
        ("a,b,c\n1,2,3\n", (1, "no_header")),
        ("participant,statement,vote\n", (0, "no_votes")),
        (LOG.replace("2000", "noon"), (4, "bad_time", "noon")),
        (LOG.replace("2000", "nan"), (4, "bad_time", "nan")),
        ("voter,comment\n1,2\n", (1, "missing_columns", "vote (表态)", "voter, comment")),
        (MATRIX.replace("\n6", "\n5"), (3, "twice", "5")),
        (MATRIX.replace("-1", "maybe"), (2, "bad_vote", "maybe")),
        (MATRIX.replace("\n5", "\n"), (2, "empty_id")),
    ],
)
def test_what_cannot_be_used_is_told(folder, content, said):
    assert faults(folder(content=content)) == [said]


def test_moderation_that_cannot_be_read_is_told(folder):
    path = folder(comments=COMMENTS.replace(",-1,", ",hidden,"))
    assert faults(path) == [(3, "bad_moderated", "hidden")]
    path = folder(comments="a,b\n1,2\n")
    assert faults(path) == [(1, "no_header")]


def test_pictures_are_no_text(folder, tmp_path):
    (tmp_path / "votes.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    assert faults(tmp_path / "votes.csv") == [(0, "not_text")]
    assert decoded("好".encode("gb18030")) == "好"


def test_large_numbers_stay_numbers(folder):
    content = f"participant,statement,vote\n{10**17},1,1\n"
    assert read(folder(content=content)).participants.tolist() == [10**17]
    content = f"participant,statement,vote\n{10**19},1,1\n"
    assert read(folder(content=content)).people == {0: str(10**19)}
    assert read(folder(content=content)).participants.dtype == np.int64
