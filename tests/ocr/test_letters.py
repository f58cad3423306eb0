"""What Tesseract weighed at each letter, from its hOCR."""

from ocr.letters import Lettered, words

_HOCR = """
<div class='ocr_page' id='page_1' title='image "0.pgm"; bbox 0 0 200 36; ppageno 0'>
 <span class='ocrx_word' id='word_1_1' title='bbox 10 2 40 30; x_wconf 94'>đá
  <span class='ocrx_cinfo' id='lstm_choices_1_1_1'>
   <span class='ocrx_cinfo' id='choice_1_1_1' title='x_confs 90'>đ</span>
   <span class='ocrx_cinfo' id='choice_1_1_2' title='x_confs 45.0'>d</span></span>
  <span class='ocrx_cinfo' id='lstm_choices_1_1_2'>
   <span class='ocrx_cinfo' id='choice_1_1_3' title='x_confs 80'>á</span>
   <span class='ocrx_cinfo' id='choice_1_1_4' title='x_confs 0'>&#39;</span></span>
 </span>
</div>
<div class='ocr_page' id='page_2' title='image "1.pgm"; bbox 0 0 200 36; ppageno 1'>
</div>
<div class='ocr_page' id='page_3' title='image "2.pgm"; bbox 0 0 200 36; ppageno 2'>
 <span class='ocrx_word' id='word_3_1' title='bbox 5 1 9 30; x_wconf 60'><strong>ở</strong>
  <span class='ocrx_cinfo' id='lstm_choices_3_1_1'>
   <span class='ocrx_cinfo' id='choice_3_1_1' title='x_confs 99'> </span>
   <span class='ocrx_cinfo' id='choice_3_1_2' title='x_confs 12'>.</span></span>
  <span class='ocrx_cinfo' id='lstm_choices_3_1_2'>
   <span class='ocrx_cinfo' id='choice_3_1_3' title='x_confs 50'>ở</span>
   <span class='ocrx_cinfo' id='choice_3_1_4' title='x_confs 20'>ờ</span></span>
 </span>
</div>
"""


def test_words_with_what_was_weighed_as_shares_of_the_best_without_blanks() -> None:
    [first], empty, [last] = words(_HOCR, 3)
    assert isinstance(first, Lettered)
    assert isinstance(last, Lettered)
    assert (first.text, first.bbox, first.confidence) == ("đá", (10.0, 2.0, 40.0, 30.0), 0.94)
    assert first.letters == ({"đ": 1.0, "d": 0.5}, {"á": 1.0, "'": 0.0})
    assert empty == []
    assert (last.text, last.letters) == ("ở", ({"ở": 1.0, "ờ": 0.4},))


def test_images_that_were_not_reached_have_no_words() -> None:
    assert words("", 2) == [[], []]


def test_marks_are_those_of_the_print_and_blank_words_none() -> None:
    span = "<span class='ocrx_word' id='word_1_1' title='bbox 1 2 3 4; x_wconf 80'>{}\n </span>"
    image = "<div class='ocr_page'>" + span.format("&lt;5&#39;") + span.format(" ") + "</div>"
    assert [(w.text, w.confidence) for [w] in words(image, 1)] == [("<5'", 0.8)]
