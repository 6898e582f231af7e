"""The form of a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.drafts import new_topic_number
from eventapp.domain.vocabulary import AgreementState, Role, TopicPurpose
from eventapp.renderers.labels import kind_label
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import LineField, LocalizedField
from eventapp.web.forms.items import Around, ChoiceField, ItemForm, NumberField
from eventapp.web.forms.rows import PeopleField, QuestionsField
from eventapp.web.forms.sessions import offer_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventapp.domain.items import Document


class TopicForm(ItemForm):
    """A topic keeps its number until somebody renumbers; in another session it comes last."""

    section = "topics"
    groups = (
        ("", (("number", "purpose", "minutes"), ("title",), ("text",), ("questions",))),
        (N_("Where and who"), (("session",), ("proposed_by", "agreement"), ("people",))),
    )
    without_key = ("people", "questions")

    number = LineField(N_("Number"), hint=N_("Stays with the topic; 7bis stands between 7 and 8."))
    purpose = ChoiceField(N_("Purpose"), default=TopicPurpose.DISCUSSION.value)
    minutes = NumberField(N_("Minutes"))
    title = LocalizedField(N_("Title"))
    text = LocalizedField(N_("Text"), is_optional=True, is_multiline=True)
    questions = QuestionsField(N_("Guiding questions"))
    session = ChoiceField(N_("Session"), is_optional=True)
    proposed_by = ChoiceField(N_("Proposed by"), is_optional=True)
    agreement = ChoiceField(N_("Agreement"), default=AgreementState.PROPOSED.value)
    people = PeopleField(N_("People"), hint=N_("A lead from each side, and who discusses."))

    @classmethod
    def fresh(cls, around: Around, wishes: Mapping[str, str]) -> Document:
        """Begin with the next number, or with the one inserted after `after`, in its session.

        Raises: DomainError("no-number-left").
        """
        after = wishes.get("after", "")
        behind = next(((s, t) for s in around.agenda.sessions for t in s.topics if t.number == after), None)
        is_known = any(topic.number == after for topic in around.agenda.topics)
        number = new_topic_number(around.agenda, after if is_known else None)
        return {"number": number, "session": behind[0].id if behind else wishes.get("session", "")}

    def offer(self) -> None:
        words, said = self.words, self.around.said
        self.purpose.offer(word_choices(TopicPurpose, words))
        self.agreement.offer(word_choices(AgreementState, words))
        sessions = self.around.agenda.sessions
        self.session.offer(
            (s.id, f"{s.start_local:%m-%d %H:%M} {kind_label(s, words)}: {said(s.title)}") for s in sessions
        )
        self.proposed_by.offer((d.code, f"{d.code}: {said(d.name)}") for d in self.around.agenda.delegations)
        offer_people(self.people, self.around)
        usual = {Role.LEAD.value, Role.DISCUSSANT.value}
        self.people.roles.sort(key=lambda role: role[0] not in usual)

    def document(self) -> Document:
        questions = [one.as_dict() for one in self.questions.data or ()]
        return super().document() | {"people": self.people.document(), "questions": questions}
