"""Writes the YAML fixtures of Large Language Monkeys as its harness does: yaml.dump of a problem's samples with their verdicts."""
import pathlib
import yaml

folder = pathlib.Path(__file__).parent.parent / "fixtures/llmonkeys/yaml/GSM8K_Tiny-1B"
folder.mkdir(parents=True, exist_ok=True)
hostile = [
    "is_corrects:\n- false\n- false\n",
    "---\nis_corrects: [false]\n...\n# not a comment",
    "<script>alert(1)</script> & *id001 !!python/object:os.system {x: [",
    "tabs\tand 'quotes' and \"quotes\": \\n" + "x" * 300,
    "",
    "Grüße 😀\u2028line\n\n\nname: other\norig_dset_idx: 99",
]
verdicts = {"0": [True, False, True, False, False, True], "1": [False] * 6, "10": [True] * 6}
for name, is_corrects in verdicts.items():
    problem = {"gt_answer": "#### 4", "is_corrects": is_corrects, "prompt": "Q: is_corrects:\nA:", "question": "q", "samples": hostile}
    with open(folder / f"{name}.yaml", "w") as file:
        yaml.dump(problem, file, sort_keys=True)
