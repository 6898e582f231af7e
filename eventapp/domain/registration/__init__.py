"""Registration: a person's state on the list, the rules by which one gets on it, and the places that there are."""

from eventapp.domain.registration.applications import Answer, Application, Needs
from eventapp.domain.registration.invitations import InvitationState, Invited, Invitee, Standing
from eventapp.domain.registration.places import Claim, Taken, claims_to_offer, missing_places
from eventapp.domain.registration.plan import CategoryRule, Door, Question, RegistrationPlan, door_of
from eventapp.domain.registration.states import (
    Approval,
    Diet,
    ListingConsent,
    QuestionKind,
    RegistrationMode,
    RegistrationSource,
    RegistrationState,
    may_become,
)

__all__ = [
    "Answer",
    "Application",
    "Approval",
    "CategoryRule",
    "Claim",
    "Diet",
    "Door",
    "InvitationState",
    "Invited",
    "Invitee",
    "ListingConsent",
    "Needs",
    "Question",
    "QuestionKind",
    "RegistrationMode",
    "RegistrationPlan",
    "RegistrationSource",
    "RegistrationState",
    "Standing",
    "Taken",
    "claims_to_offer",
    "door_of",
    "may_become",
    "missing_places",
]
