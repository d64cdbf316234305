"""Addresses of rounds."""

from django.urls import path

from stocktake.rounds.domain.rounds import RUNS, SEES
from stocktake.rounds.pages import (
    assurance,
    certificates,
    commissioning,
    designing,
    power,
    programme,
    reviewers,
    rounds,
)
from stocktake.ui.navigation import NavItem

app_name = "rounds"
NAV = (NavItem("Rounds", "rounds:list", SEES),)
ROUND_TABS = (
    NavItem("Sample", "rounds:one", SEES),
    NavItem("Reviewers", "rounds:reviewers", frozenset(RUNS)),
)

urlpatterns = [
    path("rounds/", rounds.list_, name="list"),
    path("rounds/new/", commissioning.new, name="new"),
    path("rounds/new/window/", commissioning.window, name="window"),
    path("programme/", programme.programme, name="programme"),
    path("programme/lay-out/", programme.lay_out, name="lay_out"),
    path("programme/new/", programme.plan, name="plan_round"),
    path("programme/frameworks/", assurance.frameworks, name="assurance"),
    path("programme/frameworks/new/", assurance.new, name="assurance_new"),
    path("programme/frameworks/<str:key>/", assurance.one, name="assurance_one"),
    path("programme/frameworks/<str:key>/edit/", assurance.new, name="assurance_edit"),
    path("programme/frameworks/<str:key>/adopt/", assurance.adopt, name="assurance_adopt"),
    path("programme/<str:planned_id>/", programme.planned, name="planned"),
    path("rounds/<str:round_id>/", rounds.one, name="one"),
    path("rounds/<str:round_id>/design/", designing.design, name="design"),
    path("rounds/<str:round_id>/power/", power.shown, name="power"),
    path("rounds/<str:round_id>/left-out/", designing.left_out, name="left_out"),
    path("rounds/<str:round_id>/swap/", designing.swap, name="swap"),
    path("rounds/<str:round_id>/select/", rounds.select, name="select"),
    path("rounds/<str:round_id>/freeze/", rounds.freeze, name="freeze"),
    path("rounds/<str:round_id>/close/", rounds.close, name="close"),
    path("rounds/<str:round_id>/reviewers/", reviewers.reviewers, name="reviewers"),
    path("rounds/<str:round_id>/reviewers/<str:person_id>/", reviewers.reviewer, name="reviewer"),
    path("rounds/<str:round_id>/certificate/", certificates.certificate, name="certificate"),
    path("rounds/<str:round_id>/certificate.json", certificates.certificate_file, name="json"),
    path("rounds/<str:round_id>/certificate.pdf", certificates.paper_file, name="paper"),
    path("rounds/<str:round_id>/sealed-frame.json", certificates.sealed_file, name="sealed"),
    path("rounds/<str:round_id>/coverage.csv", certificates.coverage_file, name="coverage"),
]
