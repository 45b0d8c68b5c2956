"""Texts of every shape, through `newswired annotate --jsonl` with the models that are shipped."""
import json
import subprocess
import unittest

from daemon_under_test import PROGRAM


def annotate(*lines):
    """What is printed for lines (objects, or text as it is), and what is complained of."""
    text = "\n".join(line if isinstance(line, str) else json.dumps({"language": "en"} | line) for line in lines) + "\n"
    done = subprocess.run([PROGRAM, "annotate", "--jsonl"], input=text.encode(), capture_output=True, timeout=240)
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def names(answer, kind=None):
    return [entity["name"] for entity in answer["entities"] if kind in (None, entity["type"])]


class Shapes(unittest.TestCase):
    def test_a_text_without_capitals_has_its_names_in_full_and_its_speakers(self):
        text = ("the mayor of graz, anna lindqvist, said on tuesday that the bridge would stay closed. \"we cannot take the risk,\" "
                "lindqvist told the bbc in london. emmanuel macron of france had asked the european commission for help.")
        (answer,), _ = annotate({"text": text})
        self.assertEqual(names(answer, "person"), ["Anna Lindqvist", "Emmanuel Macron"])
        self.assertIn("BBC", names(answer, "organization"))
        self.assertEqual([text[m["start"]:m["end"]] for m in answer["entities"][1]["mentions"] if m["form"] == "name"],
                         ["anna lindqvist", "lindqvist"])
        spoken = [quote for quote in answer["quotes"] if "risk" in quote["text"]]
        self.assertEqual([quote["speaker"]["name"] for quote in spoken], ["Anna Lindqvist"])

    def test_plain_words_without_capitals_are_no_names(self):
        (answer,), _ = annotate({"text": "there will be rain in the morning, and the roads may stay wet until late in the evening."})
        self.assertEqual(names(answer), [])

    def test_a_table_of_results_is_read_line_by_line(self):
        text = "Results on Saturday:\n\nHarwick 2 Lowell 1\nPenton Rovers 0 Estby 0\nGrimley 3 Marsh United 2\n"
        (answer,), _ = annotate({"text": text})
        self.assertEqual(names(answer, "organization"), ["Harwick", "Lowell", "Penton Rovers", "Estby", "Grimley", "Marsh United"])
        self.assertEqual(names(answer, "misc"), [])

    def test_capitals_throughout_are_read_too(self):
        (answer,), _ = annotate({"text": "GERMAN CHANCELLOR ANGELA MERKEL SAID IN BERLIN ON MONDAY THAT TALKS WITH FRANCE WOULD GO ON."})
        self.assertIn("Angela Merkel", names(answer, "person"))
        self.assertIn("Berlin", names(answer, "location"))

    def test_another_language_is_left_alone_and_the_stages_named(self):
        (answer,), _ = annotate({"text": "Die Bürgermeisterin Anna Lindqvist sprach am Dienstag in Graz.", "language": "de"})
        self.assertEqual(answer["entities"], [])
        self.assertIn("entities", answer["skipped"])

    def test_a_lone_surrogate_is_an_error_of_its_line_alone(self):
        answers, _ = annotate('{"id": "bad", "language": "en", "text": "\\ud800 Anna Lindqvist"}', {"id": "good", "text": "Angela Merkel spoke."})
        self.assertIn("surrogate", answers[0]["error"])
        self.assertEqual(names(answers[1], "person"), ["Angela Merkel"])

    def test_masses_of_anything_get_a_valid_answer(self):
        sentence = "Angela Merkel met officials of the European Commission in Berlin on Monday. "
        texts = {
            "one token": "x" * 1_000_000,
            "marks": "\"'“”‘’«»,.;:!?()-" * 6_000,
            "right to left": "قال الوزير إن المحادثات ستستمر. " * 3_000,
            "combining": "e\u0301\u0327" * 50_000,
            "ellipses": "Angela Merkel said...then... nothing…and left . . . " * 2_000,
            "prose": sentence * 13_000,
        }
        answers, errors = annotate(*({"id": name, "text": text} for name, text in texts.items()))
        self.assertEqual([answer["id"] for answer in answers], list(texts), errors)
        prose = answers[-1]
        self.assertEqual([len(entity["mentions"]) for entity in prose["entities"] if entity["name"] == "Angela Merkel"], [13_000])
        for answer in answers:
            size = len(texts[answer["id"]])
            self.assertTrue(all(0 <= m["start"] < m["end"] <= size for entity in answer["entities"] for m in entity["mentions"]))


if __name__ == "__main__":
    unittest.main()
