from tongxin.papers.documents import Heading, Paragraph, prose


def test_prose_makes_one_paragraph_of_each_line():
    assert prose("　　第一段\r\n\r\n  第二段\u2028第三段") == (
        Paragraph("第一段"),
        Paragraph("第二段"),
        Paragraph("第三段"),
    )


def test_prose_recognises_the_headings_that_people_number():
    assert prose("一、基本情况\n（二）主要做法\n3.统筹车位\n（4）逐校论证") == (
        Heading("一、基本情况", 1, numbered=False),
        Heading("（二）主要做法", 2, numbered=False),
        Heading("3.统筹车位", 3, numbered=False),
        Heading("（4）逐校论证", 4, numbered=False),
    )


def test_prose_lets_text_run_on_after_a_headings_first_sentence():
    assert prose("（一）加强统筹。会同市公安局划设车位。") == (
        Heading("（一）加强统筹。", 2, numbered=False, then="会同市公安局划设车位。"),
    )


def test_prose_takes_long_and_ended_lines_for_paragraphs():
    long = "一、" + "字" * 60
    assert prose(f"{long}\n1.已划设限时停车位。\n3.5万人受益\n一心一意") == (
        Paragraph(long),
        Paragraph("1.已划设限时停车位。"),
        Paragraph("3.5万人受益"),
        Paragraph("一心一意"),
    )


def test_prose_of_nothing_is_nothing():
    assert prose(" \n\t\n") == ()
