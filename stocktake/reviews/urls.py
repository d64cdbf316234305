"""Addresses of reviews, and their place in the menu."""

from django.urls import path

from stocktake.core.capacity import Capacity
from stocktake.reviews.pages import (
    agreement,
    allocating,
    answering,
    appointing,
    calibrating,
    checking,
    consolidating,
    desk,
    discussing,
    doubling,
    families,
    family_one,
    lists,
    overview,
    practising,
    proposing,
    recording,
    replying,
    thanking,
    timetables,
    timing,
    voicing,
)
from stocktake.ui.navigation import NavItem

app_name = "reviews"

_ALL = frozenset(
    {
        Capacity.QA_MANAGER,
        Capacity.HEAD_OF_SERVICE,
        Capacity.ASSISTANT_DIRECTOR,
        Capacity.WORKER,
        Capacity.TEAM_MANAGER,
        Capacity.REVIEWER,
        Capacity.BOARD_CHAIR,
    }
)
_QA = frozenset({Capacity.QA_MANAGER})
NAV = (
    NavItem("Reviews", "reviews:list", _ALL),
    NavItem("Discussions", "reviews:appointments", appointing.CONCERNED - _QA),
    NavItem("My practice", "reviews:practice", frozenset({Capacity.WORKER})),
)
ROUND_TABS = (
    NavItem("Allocation", "reviews:allocation", _QA),
    NavItem("Discussions", "reviews:discussions", _QA),
    NavItem("Moderation", "reviews:doubles", _QA),
)

urlpatterns = [
    path("reviews/<str:review_id>/save/", desk.save, name="save"),
    path("reviews/", lists.mine, name="list"),
    path("reviews/consistency/", agreement.consistency, name="consistency"),
    path("reviews/said/", voicing.said, name="said"),
    path("reviews/conflicts/", lists.conflicts, name="conflicts"),
    path("rounds/<str:round_id>/allocation/", allocating.allocation, name="allocation"),
    path("rounds/<str:round_id>/allocation/propose/", proposing.proposal, name="proposal"),
    path("rounds/<str:round_id>/moderation/", doubling.doubles, name="doubles"),
    path("rounds/<str:round_id>/moderation/agreement/", agreement.agreement, name="agreement"),
    path("rounds/<str:round_id>/moderation/recording/", recording.recording, name="recording"),
    path("my-practice/", practising.practice, name="practice"),
    path("my-practice/my-practice.txt", practising.practice_file, name="practice_file"),
    path("my-practice/my-practice.docx", practising.practice_document, name="practice_document"),
    path(
        "rounds/<str:round_id>/moderation/calibration/",
        calibrating.calibrations,
        name="calibrations",
    ),
    path("calibrations/<str:calibration_id>/", calibrating.calibration, name="calibration"),
    path("calibrations/<str:calibration_id>/save/", calibrating.keep, name="keep_calibration"),
    path("doubles/<str:double_id>/", consolidating.double, name="double"),
    path("doubles/<str:double_id>/save/", consolidating.keep, name="keep_double"),
    path("doubles/<str:double_id>/end/", doubling.end_double, name="end_double"),
    path("reviews/<str:review_id>/read-once/", doubling.read_once, name="read_once"),
    path("rounds/<str:round_id>/discussions/", timetables.discussions, name="discussions"),
    path("appointments/", appointing.mine, name="appointments"),
    path("appointments/when/", timetables.availability, name="availability"),
    path("appointments/day/<str:day>/", timetables.day, name="day"),
    path("appointments/<str:appointment_id>/", appointing.one, name="appointment"),
    path(
        "appointments/<str:appointment_id>/discussion.ics", appointing.invitation, name="invitation"
    ),
    path("reviews/<str:review_id>/offer/", appointing.offer, name="offer"),
    path("reviews/<str:review_id>/", overview.one, name="one"),
    path("reviews/<str:review_id>/start/", overview.start, name="start"),
    path("reviews/<str:review_id>/reassign/", allocating.reassign, name="reassign"),
    path("reviews/<str:review_id>/withdraw/", allocating.withdraw, name="withdraw"),
    path("reviews/<str:review_id>/desk/", desk.desk, name="desk"),
    path("reviews/<str:review_id>/timeliness/", timing.timeliness, name="timeliness"),
    path("reviews/<str:review_id>/check/", checking.check, name="check"),
    path("reviews/<str:review_id>/discussion/", discussing.discussion, name="discussion"),
    path("reviews/<str:review_id>/discussion/support/", voicing.voice, name="voice"),
    path("reviews/<str:review_id>/family/", families.family, name="family"),
    path("family/", families.families, name="families"),
    path("family/leaflet/<str:whom>/", families.leaflet, name="leaflet"),
    path("family/<str:family_id>/", family_one.one, name="family_one"),
    path("family/<str:family_id>/save/", family_one.keep, name="keep_family"),
    path("reviews/<str:review_id>/thank/", thanking.thank, name="thank"),
    path("reviews/<str:review_id>/submit/", checking.submit, name="submit"),
    path("reviews/<str:review_id>/share/", checking.share, name="share"),
    path("reviews/<str:review_id>/reply/", replying.reply, name="reply"),
    path("reviews/<str:review_id>/reply/send/", replying.send, name="send"),
    path("reviews/<str:review_id>/responses/", answering.responses, name="responses"),
    path("reviews/<str:review_id>/feedback/", answering.feedback, name="feedback"),
    path("reviews/<str:review_id>/more-time/", answering.more_time, name="more_time"),
    path("reviews/<str:review_id>/finalise/", answering.finalise, name="finalise"),
    path("reviews/<str:review_id>/versions/", answering.versions, name="versions"),
]
