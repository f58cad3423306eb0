"""What Tesseract weighed at each letter, from its hOCR."""

from ocr.letters import weighed

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


def test_weights_are_shares_of_the_best_and_blanks_are_left_out() -> None:
    first, empty, last = weighed(_HOCR, 3)
    assert first == {(10.0, 2.0, 40.0, 30.0): ({"đ": 1.0, "d": 0.5}, {"á": 1.0, "'": 0.0})}
    assert empty == {}
    assert last == {(5.0, 1.0, 9.0, 30.0): ({"ở": 1.0, "ờ": 0.4},)}
